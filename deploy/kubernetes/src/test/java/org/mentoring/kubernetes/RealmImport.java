package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

/**
 * The realm as the operator of Keycloak wants it: inside of a resource. It is made from the one realm file that the local
 * platform reads too.
 */
final class RealmImport {

    static final Path MADE = Installation.FOLDER.resolve("overlays/production/keycloak/realm.yaml");

    private static final Path REALM = Installation.FOLDER.resolve("base/keycloak/mentoring-realm.json");
    /** Between our own parts production speaks TLS, with the same names and ports. */
    private static final String WEB_CLIENT = "${MENTORING_WEB_CLIENT_ADDRESS:http://web-client:8080}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z_]*)(:[^}]*)?}");
    /** Not a secret and the same in production everywhere: the realm file's defaults hold. */
    private static final Set<String> BY_DEFAULT = Set.of("MENTORING_SMTP_START_TLS", "MENTORING_SMTP_AUTH");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES));

    private RealmImport() {}

    static String make() throws IOException {
        var text = Files.readString(REALM).replace(WEB_CLIENT, "https://web-client:8080");
        var document = YAML.createObjectNode();
        document.put("apiVersion", "k8s.keycloak.org/v2alpha1").put("kind", "KeycloakRealmImport");
        document.putObject("metadata").put("name", "mentoring");
        var spec = document.putObject("spec").put("keycloakCRName", "keycloak");
        var placeholders = spec.putObject("placeholders");
        for (var name : PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !BY_DEFAULT.contains(name))
                .collect(Collectors.toCollection(java.util.TreeSet::new))) {
            secretOf(name, placeholders.putObject(name).putObject("secret"));
        }
        spec.set("realm", YAML.readTree(text));
        return "# Made from base/keycloak/mentoring-realm.json, for RealmImportTest to compare: it says how to make it anew.\n"
                + YAML.writeValueAsString(document);
    }

    private static void secretOf(String placeholder, ObjectNode secret) {
        switch (placeholder) {
            case "WEB_CLIENT_SECRET" -> secret.put("name", "web-client").put("key", "secret");
            case "MENTOR_SERVICE_CLIENT_SECRET", "USER_SERVICE_CLIENT_SECRET" ->
                secret.put(
                                "name",
                                placeholder
                                        .replace("_SECRET", "")
                                        .replace('_', '-')
                                        .toLowerCase())
                        .put("key", "secret");
            // The login that the services send mails with.
            case "MENTORING_SMTP_USERNAME", "MENTORING_SMTP_PASSWORD" ->
                secret.put("name", "mail-login")
                        .put("key", placeholder.replace("MENTORING_SMTP_", "").toLowerCase());
            default ->
                secret.put("name", "realm-values")
                        .put(
                                "key",
                                placeholder
                                        .replace("MENTORING_", "")
                                        .replace('_', '-')
                                        .toLowerCase());
        }
    }
}
