package org.mentoring.local.platform;

import java.net.URI;
import java.nio.file.Path;

import org.mentoring.local.client.Addresses;
import org.mentoring.local.supervisor.Logs;
import org.mentoring.local.supervisor.StateFile;

/**
 * The files and ports of a platform.
 *
 * @param repository the root of the checked-out project
 * @param state what this platform keeps between starts
 */
public record PlatformPaths(Path repository, Path state, Ports ports) {

    /** The platform that {@code ./platform up} starts in the directory that this process runs in. */
    public static PlatformPaths here() {
        var repository = Path.of("").toAbsolutePath();
        return new PlatformPaths(repository, repository.resolve(".platform"), new Ports(0));
    }

    public Addresses addresses() {
        return new Addresses(
                URI.create("http://localhost:" + ports.gateway()),
                URI.create("http://localhost:" + ports.keycloak() + "/realms/mentoring"),
                URI.create("http://localhost:" + ports.mailPage()),
                "localhost:" + ports.kafka());
    }

    public Path data(String part) {
        return state().resolve("data").resolve(part);
    }

    public Path cache() {
        return state().resolve("cache");
    }

    public Path secrets() {
        return state().resolve("secrets.properties");
    }

    Path lock() {
        return state().resolve("run").resolve("lock");
    }

    StateFile stateFile() {
        return new StateFile(state().resolve("run").resolve("state.json"));
    }

    public Logs logs() {
        return new Logs(state().resolve("logs"));
    }

    /** The Maven module of an application, by whose name the gateway knows it too. */
    public static String module(String application) {
        return application.equals(Catalogue.WEB) ? "web-client" : application + "-service";
    }

    public Path application(String application) {
        return repository.resolve(module(application) + "/target/quarkus-app/quarkus-run.jar");
    }

    /** The JVM options of the service images. */
    Path jvmOptions() {
        return repository.resolve("deploy/images/jvm.options");
    }

    /** The theme of Keycloak's pages and mails. */
    Path theme() {
        return repository.resolve("deploy/kubernetes/base/keycloak/theme");
    }

    Path realm() {
        return repository.resolve("deploy/kubernetes/base/keycloak/mentoring-realm.json");
    }

    Path topics() {
        return repository.resolve("deploy/kubernetes/overlays/production/kafka/topics.yaml");
    }

    /** The pages on the contracts, which the build of {@code deploy/contracts} makes. */
    Path pages() {
        return repository.resolve("deploy/contracts/target/site");
    }

    Path routes() {
        return repository.resolve("deploy/kubernetes/base/gateway");
    }
}
