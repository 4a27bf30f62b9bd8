package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.mentoring.kit.embedded.Launch;

/**
 * Whether the platform was started for campaigns: then the services, the web client and Keycloak reach PostgreSQL, Kafka, Keycloak and
 * the mail server through proxies, and each service has a clock that can be set where {@code faketime} is installed.
 */
public final class CampaignMode {

    /** Where Debian and Fedora have it. */
    private static final List<String> FOLDERS =
            List.of("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime", "/usr/lib64/faketime");

    private final PlatformPaths paths;

    public CampaignMode(PlatformPaths paths) {
        this.paths = paths;
    }

    public boolean isOn() {
        return Files.exists(marker());
    }

    void set(boolean on) throws IOException {
        if (on) {
            Files.createDirectories(marker().getParent());
            Files.writeString(marker(), "");
        } else {
            Files.deleteIfExists(marker());
        }
    }

    /** The port on which others reach a part that has a proxy. */
    int port(String part, int own) {
        return isOn() ? paths.ports().proxy(part) : own;
    }

    /** The settings of the proxies. */
    Map<String, String> environmentOfProxies() {
        var ports = paths.ports();
        var targets = Map.of(
                Catalogue.POSTGRES, ports.postgres(),
                Catalogue.KAFKA, ports.kafkaBehindProxy(),
                Catalogue.KEYCLOAK, ports.keycloak(),
                Catalogue.MAIL, ports.smtp());
        return Map.of(
                "CONTROL_PORT",
                Integer.toString(ports.proxyControl()),
                "LINKS",
                Ports.PROXIED.stream()
                        .map(part -> part + "=" + ports.proxy(part) + ":" + targets.get(part))
                        .collect(Collectors.joining(",")));
    }

    /** The same start with a clock that {@link #setClock} sets; without {@code faketime} it is the machine's. */
    Launch withClock(String service, Launch launch) throws IOException {
        var library = library();
        if (!isOn() || library.isEmpty()) {
            return launch;
        }
        setClock(service, "+0");
        return launch.with(Map.of(
                "LD_PRELOAD", library.get().toString(),
                "FAKETIME_TIMESTAMP_FILE", clock(service).toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // With it every timed wait of a JVM would end at once, and be begun again.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1"));
    }

    /** Whether clocks can be set. */
    public boolean hasClocks() {
        return isOn() && library().isPresent();
    }

    /** Sets the clock of a service, as {@code faketime} reads it: {@code +3600} is an hour ahead. */
    public void setClock(String service, String offset) throws IOException {
        var file = clock(service);
        Files.createDirectories(file.getParent());
        Files.writeString(file, offset + "\n");
    }

    private static Optional<Path> library() {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, "libfaketimeMT.so.1"))
                .filter(Files::isReadable)
                .findFirst();
    }

    private Path clock(String service) {
        return paths.state().resolve("run").resolve("clock").resolve(service);
    }

    private Path marker() {
        return paths.state().resolve("run").resolve("for-campaigns");
    }
}
