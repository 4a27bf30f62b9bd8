package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

import org.mentoring.kit.embedded.Launch;
import org.mentoring.local.supervisor.ProcessIdentity;

/**
 * Which services, or the web client, run in Quarkus dev mode instead of from their packaged application. A file per service names the
 * {@code ./platform dev} process that asked for it; when that process is gone, the file no longer counts.
 */
public final class DevMode {

    /** The debugger port of the first service; the others follow in the order of {@link Ports#APPLICATIONS}. */
    private static final int FIRST_DEBUG_PORT = 5005;

    private final PlatformPaths paths;

    public DevMode(PlatformPaths paths) {
        this.paths = paths;
    }

    public void request(String service) throws IOException {
        var self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
        Files.createDirectories(marker(service).getParent());
        Files.writeString(marker(service), self.pid() + " " + self.started());
    }

    public void withdraw(String service) throws IOException {
        Files.deleteIfExists(marker(service));
    }

    boolean isRequested(String service) {
        try {
            var words = Files.readString(marker(service)).strip().split(" ");
            return new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1]))
                    .find()
                    .isPresent();
        } catch (IOException noMarker) {
            return false;
        }
    }

    public int debugPort(String service) {
        return FIRST_DEBUG_PORT
                + Ports.APPLICATIONS.indexOf(service)
                + paths.ports().offset();
    }

    /** The same ports, database and settings as the packaged application has, from the sources. */
    Launch launch(String service, Launch packaged) {
        var environment = new HashMap<>(packaged.environment());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("QUARKUS_DEVSERVICES_ENABLED", "false");
        environment.put("QUARKUS_ANALYTICS_DISABLED", "true");
        environment.put("QUARKUS_CONSOLE_ENABLED", "false");
        // A change inside a method takes effect without a restart of the application.
        environment.put("QUARKUS_LIVE_RELOAD_INSTRUMENTATION", "true");
        var command = List.of(
                paths.repository().resolve("mvnw").toString(),
                "-B",
                "-ntp",
                "-pl",
                PlatformPaths.module(service),
                "-am",
                "-Dspotless.check.skip=true",
                "-Ddebug=" + debugPort(service),
                "compile",
                "io.quarkus.platform:quarkus-maven-plugin:dev");
        return new Launch(service, command, environment, paths.repository());
    }

    private Path marker(String service) {
        return paths.state().resolve("run").resolve("dev").resolve(service);
    }
}
