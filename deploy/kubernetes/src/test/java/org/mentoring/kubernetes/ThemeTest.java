package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The look of Keycloak's pages and mails reaches Keycloak wherever it runs, in the languages of the web client. */
class ThemeTest {

    private static final Path THEME = Installation.FOLDER.resolve("base/keycloak/theme");
    private static final Path REALM = Installation.FOLDER.resolve("base/keycloak/mentoring-realm.json");
    private static final List<String> LANGUAGES = List.of("ar", "de", "en", "es", "fr", "hi");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void theRealmHasTheThemeAndTheSixLanguages() throws IOException {
        var realm = new ObjectMapper().readTree(Files.readString(REALM));

        assertThat(realm.path("loginTheme").asText()).isEqualTo("mentoring");
        assertThat(realm.path("emailTheme").asText()).isEqualTo("mentoring");
        assertThat(realm.path("internationalizationEnabled").asBoolean()).isTrue();
        assertThat(realm.path("supportedLocales"))
                .extracting((JsonNode locale) -> locale.asText())
                .containsExactlyInAnyOrderElementsOf(LANGUAGES);
        for (var kind : List.of("login", "email")) {
            var locales = properties(THEME.resolve(kind + "/theme.properties")).getProperty("locales");
            assertThat(locales.split(",")).containsExactlyInAnyOrderElementsOf(LANGUAGES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/demo/keycloak.yaml", "overlays/production/keycloak/keycloak.yaml"})
    void everyFileIsMountedWhereKeycloakLooksForIt(String manifest) throws IOException {
        var files = files();
        var keys = new TreeMap<String, String>();
        YAML.readTree(Files.readString(THEME.resolve("kustomization.yaml")))
                .at("/configMapGenerator/0/files")
                .forEach(entry ->
                        keys.put(entry.asText().split("=")[0], entry.asText().split("=")[1]));
        assertThat(keys.values()).containsExactlyInAnyOrderElementsOf(files);

        var mounted = new TreeMap<String, String>();
        try (var documents = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(Installation.FOLDER.resolve(manifest).toFile())) {
            documents.forEachRemaining(document -> document.findValues("configMap").stream()
                    .filter(map -> map.path("name").asText().equals("keycloak-theme"))
                    .forEach(map -> map.path("items")
                            .forEach(item -> mounted.put(
                                    item.path("key").asText(), item.path("path").asText()))));
        }
        assertThat(mounted).isEqualTo(keys);
    }

    /** A message of Hindi without the values of the others would say less. */
    @Test
    void messagesAreComplete() throws IOException {
        for (var file : files()) {
            if (file.contains("/messages/")) {
                assertThat(properties(THEME.resolve(file)).values())
                        .as(file)
                        .allSatisfy(message -> assertThat(message.toString()).isNotBlank());
            }
        }
        var mails = properties(THEME.resolve("email/messages/messages_hi.properties"));
        Map.of(
                        "emailVerificationBodyHtml",
                        "0 2 3",
                        "passwordResetBodyHtml",
                        "0 2 3",
                        "executeActionsBodyHtml",
                        "0 2 3 4")
                .forEach((key, values) ->
                        assertThat(values(mails.getProperty(key))).as(key).isEqualTo(values));
        assertThat(Arrays.asList(
                        "doLogIn", "doRegister", "passwordConfirm", "emailInstruction", "emailVerifyInstruction1"))
                .allMatch(properties(THEME.resolve("login/messages/messages_hi.properties"))::containsKey);
    }

    private static String values(String message) {
        return Pattern.compile("\\{(\\d)}")
                .matcher(message)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
    }

    private static List<String> files() throws IOException {
        try (var all = Files.walk(THEME)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> THEME.relativize(file).toString())
                    .filter(file -> !file.equals("kustomization.yaml"))
                    .toList();
        }
    }

    private static Properties properties(Path file) throws IOException {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(text);
        }
        return properties;
    }
}
