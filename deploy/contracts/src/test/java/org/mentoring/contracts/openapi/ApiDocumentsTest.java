package org.mentoring.contracts.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.contracts.Project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The javadoc of the right classes describes the API, of services that are made up here. */
class ApiDocumentsTest {

    private static final String RESOURCE = """
            /** Sessions of a mentor. */
            class SessionResource {
                /** Report an absence: see {@code /sessions/{id}/no-show} … and {@code Side}. */
                void report() {}
            }
            """;
    private static final String SIDE = """
            record NoShow(Side absent) {
                /** Mentor or mentee. */
                enum Side { MENTOR, MENTEE }
            }
            """;

    @TempDir
    private Path root;

    private Project project;

    @BeforeEach
    void describe() throws IOException {
        project = new Project(root);
        Files.createDirectories(project.kitSources());
        Files.writeString(project.kitSources().resolve("Kit.java"), "interface Kit {}");
        for (var service : Project.SERVICES) {
            Files.createDirectories(project.sources(service));
            Files.createDirectories(project.description(service).getParent());
            Files.writeString(project.description(service), "{\"paths\": {}, \"components\": {}}");
        }
        Files.writeString(project.description("booking"), """
                {"paths": {"/api/v1/sessions": {"post": {
                   "operationId": "sessions.report", "tags": ["Sessions"], "x-source": "SessionResource.report",
                   "responses": {}}}},
                 "components": {"schemas": {"Side": {"type": "string", "enum": ["mentor", "mentee"]}}}}
                """);
        write("SessionResource", RESOURCE);
        write("NoShow", SIDE);
    }

    @Test
    void takesDescriptionsFromTheJavadoc() {
        var api = new ApiDocuments(project).all().get(ApiDocuments.MERGED);

        assertThat(api.at("/tags/0/description").asText()).isEqualTo("Sessions of a mentor.");
        assertThat(api.at("/paths/~1api~1v1~1sessions/post/description").asText())
                .isEqualTo("Report an absence: see `/sessions/{id}/no-show` … and `Side`.");
        assertThat(api.at("/components/schemas/Side/description").asText()).isEqualTo("Mentor or mentee.");
    }

    @Test
    void failsIfTwoClassesDescribeTheSameSchema() throws IOException {
        write("Side", "/** The role of the caller. */ enum Side {}");

        assertThatThrownBy(() -> new ApiDocuments(project).all()).hasMessageContaining("Side");
    }

    @Test
    void failsIfAResourceHasNoJavadoc() throws IOException {
        write("SessionResource", RESOURCE.replace("/** Sessions of a mentor. */", ""));

        assertThatThrownBy(() -> new ApiDocuments(project).all())
                .hasMessageContaining("SessionResource has no javadoc");
    }

    private void write(String name, String source) throws IOException {
        Files.writeString(project.sources("booking").resolve(name + ".java"), source);
    }
}
