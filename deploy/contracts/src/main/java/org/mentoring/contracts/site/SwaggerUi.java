package org.mentoring.contracts.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

/** The files of Swagger UI, from its WebJar. */
final class SwaggerUi {

    private static final List<String> FILES =
            List.of("swagger-ui-bundle.js", "swagger-ui.css", "oauth2-redirect.html", "oauth2-redirect.js");

    private SwaggerUi() {}

    static void copyTo(Path directory) throws IOException {
        var folder = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
        for (var file : FILES) {
            try (var content = SwaggerUi.class.getResourceAsStream(folder + file)) {
                Files.copy(content, directory.resolve(file), REPLACE_EXISTING);
            }
        }
    }

    private static String version() throws IOException {
        var properties = new Properties();
        try (var about = SwaggerUi.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(about);
        }
        return properties.getProperty("version");
    }
}
