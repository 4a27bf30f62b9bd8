package org.mentoring.kit.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NoPathPermissionsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "application.properties, quarkus.http.auth.permission.admin.paths=/api/v1/admin/*",
        "application.properties, %prod.quarkus.http.auth.policy.admin.roles-allowed=admin",
        "application.properties, quarkus.management.auth.permission.all.policy=permit",
        "service.yaml, { name: QUARKUS_HTTP_AUTH_PERMISSION_ADMIN_PATHS }"
    })
    void findsASettingByWhichAPathDecides(String file, String line) throws IOException {
        Files.writeString(directory.resolve(file), "# Settings\n" + line + "\n");
        assertThatThrownBy(() -> NoPathPermissions.check(directory)).hasMessageContaining(file + ":2:");
    }

    @Test
    void acceptsOtherSettings() throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                "quarkus.http.auth.proactive=false\nquarkus.http.limits.max-body-size=64K\n");
        assertThatCode(() -> NoPathPermissions.check(directory, Path.of("nowhere")))
                .doesNotThrowAnyException();
    }
}
