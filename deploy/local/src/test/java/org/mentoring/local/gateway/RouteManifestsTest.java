package org.mentoring.local.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RouteManifestsTest {

    private static final String MANIFEST = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: user-service
            spec:
              parentRefs:
                - name: mentoring
              rules:
                - matches:
                    - path:
                        type: PathPrefix
                        value: /api/v1/users
                  timeouts:
                    request: 7s
                  backendRefs:
                    - name: user-service
                      port: 8080
            """;

    private final RouteManifests manifests = new RouteManifests(Map.of("user-service", new Backend("127.0.0.1", 8081)));

    @TempDir
    private Path directory;

    @Test
    void readsAPrefixItsServiceAndItsTimeout() throws IOException {
        write("a.yaml", MANIFEST);

        var route = manifests.read(directory).find("/api/v1/users/me").orElseThrow();

        assertThat(route.service()).isEqualTo("user-service");
        assertThat(route.timeout()).contains(Duration.ofSeconds(7));
    }

    @Test
    void usesTheRootRouteForOtherPaths() throws IOException {
        write("a.yaml", MANIFEST.replace("value: /api/v1/users", "value: /"));

        assertThat(manifests
                        .read(directory)
                        .find("/anything/else")
                        .orElseThrow()
                        .service())
                .isEqualTo("user-service");
    }

    /** What a cluster would refuse, or do otherwise than this gateway, must not start here either. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules:               | ruels:                 | ruels",
                "port: 8080           | port: '8080x'          | port",
                "- name: user-service  | - name: another-service  | another-service",
                "type: PathPrefix     | type: RegularExpression | PathPrefix",
                "value: /api/v1/users | value: /api/v1/users/  | whole segments",
                "value: /api/v1/users | value: /api/.*         | whole segments",
                "request: 7s          | request: 1h            | whole seconds",
                "gateway.networking.k8s.io/v1 | gateway.networking.k8s.io/v2 | v2"
            })
    void refusesUnsupportedRoutes(String what, String instead, String named) throws IOException {
        assertThat(MANIFEST).contains(what);
        write("a.yaml", MANIFEST.replace(what, instead));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> manifests.read(directory))
                .withMessageContaining("a.yaml")
                .withMessageContaining(named);
    }

    @Test
    void refusesAPrefixOfTwoServices() throws IOException {
        write("a.yaml", MANIFEST);
        write("b.yaml", MANIFEST);

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> manifests.read(directory))
                .withMessageContaining("/api/v1/users");
    }

    @Test
    void doesNotStartWithoutRoutes() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> manifests.read(directory))
                .withMessageContaining("no HTTPRoute");
    }

    private void write(String name, String manifest) throws IOException {
        Files.writeString(directory.resolve(name), manifest);
    }
}
