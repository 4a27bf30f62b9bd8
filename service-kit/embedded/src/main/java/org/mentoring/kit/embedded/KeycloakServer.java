package org.mentoring.kit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

/** A Keycloak server on this machine, reachable from this machine alone, which keeps its state in PostgreSQL. */
public final class KeycloakServer {

    /**
     * A connection that was lost without being closed would otherwise be kept forever. These apply while connections are opened or
     * validated; on one that is used Keycloak waits as long as a transaction may take.
     */
    private static final String DATABASE_TIMEOUTS = "?connectTimeout=10&socketTimeout=15";

    private static final String TRANSACTION_TIMEOUT = "15s";

    /** What a browser, a password and a bearer token do not need costs time at every start. */
    private static final String DISABLED_FEATURES = String.join(
            ",",
            "account",
            "ciba",
            "client-auth-federated",
            "device-flow",
            "docker",
            "identity-brokering-api",
            "impersonation",
            "jwt-authorization-grant",
            "kerberos",
            "oid4vc-vci",
            "organization",
            "par",
            "passkeys",
            "recovery-codes",
            "token-exchange-standard",
            "update-email",
            "user-event-metrics",
            "web-authn",
            "workflows");

    private static final String PREPARED = "prepared-for";

    private final Path home;
    private final int port;
    private final int managementPort;

    /**
     * @param home as {@link #prepare} answered
     * @param managementPort for health checks
     */
    public KeycloakServer(Path home, int port, int managementPort) {
        this.home = home.toAbsolutePath();
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Unpacks the server and builds its image of the configuration, which takes half a minute, once for each version.
     *
     * @param cache where prepared versions are kept; one process at a time
     * @return the home of the prepared server
     */
    public static Path prepare(Path cache) {
        var archive = archive();
        var version = archive.getFileName().toString().replaceAll(".*-([\\d.]+)\\.zip", "$1");
        var home = cache.toAbsolutePath().resolve("keycloak-" + version);
        var marker = home.resolve(PREPARED);
        var identity = version + " java " + Runtime.version() + " without " + DISABLED_FEATURES;
        try {
            if (Files.exists(marker) && Files.readString(marker).equals(identity)) {
                return home;
            }
            Folders.delete(home);
            Files.createDirectories(cache);
            unpack(archive, cache.toAbsolutePath());
            Commands.run(
                    "Preparing Keycloak",
                    home,
                    List.of(
                            "env",
                            "JAVA_HOME=" + System.getProperty("java.home"),
                            // This build is too short for the optimising compiler to pay off.
                            "JAVA_OPTS_APPEND=-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                            "sh",
                            "bin/kc.sh",
                            "build",
                            "--db=postgres",
                            "--health-enabled=true",
                            "--features-disabled=" + DISABLED_FEATURES));
            Files.writeString(marker, identity);
            return home;
        } catch (IOException e) {
            throw new PartFailedException("Keycloak could not be unpacked into " + cache + ": " + e, e);
        }
    }

    /**
     * Has the next start import a realm, unless one of that name exists.
     *
     * @param json the realm; {@code ${NAME}} in it is filled from the environment of the server
     */
    public void importRealm(String realm, String json) {
        try {
            var folder = Files.createDirectories(home.resolve("data/import"));
            Files.writeString(folder.resolve(realm + "-realm.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Installs a theme in place of the one of that name, for realms that name it.
     *
     * @param files the folder with {@code login} and {@code email}
     */
    public void installTheme(String theme, Path files) {
        var folder = home.resolve("themes").resolve(theme);
        try (var all = Files.walk(files)) {
            Folders.delete(folder);
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(files.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param jdbcUrl the database, made by the caller; without parameters
     * @param environment what the realm file refers to, and {@code KC_…} settings
     */
    public Launch launch(String jdbcUrl, String username, String password, Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("KC_DB_URL", jdbcUrl + DATABASE_TIMEOUTS);
        all.put("KC_TRANSACTION_DEFAULT_TIMEOUT", TRANSACTION_TIMEOUT);
        all.put("KC_DB_USERNAME", username);
        all.put("KC_DB_PASSWORD", password);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MetaspaceSize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "--enable-native-access=ALL-UNNAMED"));
        for (var opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--hostname=http://localhost:" + port,
                "--db-pool-max-size=10",
                "--log-level=info,io.smallrye.health:error"));
        return new Launch("Keycloak", command, all, home);
    }

    /** Whether the server answers and has imported its realms. */
    public boolean ready() {
        try {
            var connection = (HttpURLConnection) URI.create("http://localhost:" + managementPort + "/health/ready")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** The archive as the build found it in the local Maven repository. */
    private static Path archive() {
        try (var location = KeycloakServer.class.getResourceAsStream("keycloak.archive")) {
            if (location == null) {
                throw new PartFailedException("The archive of Keycloak is unknown: the module was not built by Maven.");
            }
            return Path.of(new String(location.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive reaches outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }
}
