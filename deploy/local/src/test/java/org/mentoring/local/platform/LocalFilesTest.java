package org.mentoring.local.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.local.docs.DocsPages;

import static org.assertj.core.api.Assertions.assertThat;

class LocalFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void createsASecretOnceForItsOwnerOnly() throws IOException {
        var file = directory.resolve("state/secrets.properties");
        var made = new Secrets(file).get("database.user.app");

        assertThat(made).hasSize(48);
        assertThat(new Secrets(file).get("database.user.app")).isEqualTo(made);
        assertThat(new Secrets(file).get("database.user.owner")).isNotEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFullDiskTakesNoSecretThatIsInUse() throws Exception {
        var file = directory.resolve("secrets.properties");
        var made = new Secrets(file).get("database.user.app");

        // With this limit no file can be written to.
        var another = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 0; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalFilesTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(another.getInputStream().readAllBytes())).contains("File too large");

        assertThat(new Secrets(file).get("database.user.app")).isEqualTo(made);
    }

    /** Makes a secret more in that file. */
    public static void main(String[] args) throws IOException {
        new Secrets(Path.of(args[0])).get("another");
    }

    @Test
    void mergesLocalAdditionsIntoTheRealm() throws IOException {
        var realm = object("""
                {"realm": "r", "passwordPolicy": "length(12)",
                 "clients": [{"clientId": "a", "secret": "x", "enabled": true}],
                 "scopeMappings": [{"client": "a"}]}
                """);
        var additions = object("""
                {"passwordPolicy": "length(3)",
                 "clients": [{"clientId": "a", "secret": "y"}, {"clientId": "b"}],
                 "scopeMappings": [{"client": "b"}], "users": [{"username": "ada"}]}
                """);

        assertThat(Realm.merge(realm, additions)).isEqualTo(object("""
                        {"realm": "r", "passwordPolicy": "length(3)",
                         "clients": [{"clientId": "a", "secret": "y", "enabled": true}, {"clientId": "b"}],
                         "scopeMappings": [{"client": "a"}, {"client": "b"}], "users": [{"username": "ada"}]}
                        """));
    }

    @Test
    void theRealmContainsDemoLoginsAndLocalTools() throws IOException {
        var realm = JSON.readTree(Realm.withLocalAdditions(
                new PlatformPaths(Path.of("../..").toAbsolutePath().normalize(), Path.of("target"), new Ports(0))
                        .realm()));

        assertThat(realm.path("users"))
                .extracting(user -> user.path("username").asText())
                .contains("admin", "ada", "grace", "alan", "linus", "margaret", "ken");
        assertThat(realm.path("clients"))
                .extracting((JsonNode client) -> client.path("clientId").asText())
                .contains("mentoring-web", "local-tools")
                .doesNotHaveDuplicates();
    }

    @Test
    void servesDocsWithThePolicyOfTheirImage() throws IOException {
        assertThat(Files.readString(Path.of("../images/docs.conf"))).contains(DocsPages.CONTENT_SECURITY_POLICY);
    }

    @Test
    void detectsAPortInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isTaken(taken.getLocalPort())).isTrue();
        }
        assertThat(Ports.isTaken(Ports.free())).isFalse();
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) JSON.readTree(json);
    }
}
