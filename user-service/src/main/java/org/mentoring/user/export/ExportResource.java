package org.mentoring.user.export;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.mentoring.kit.security.CurrentCaller;

/** The export of all data about the caller. */
@Path("/api/v1/users/me/export")
class ExportResource {

    private static final String ZIP = "application/zip";
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Exports exports;
    private final CurrentCaller caller;

    ExportResource(Exports exports, CurrentCaller caller) {
        this.exports = exports;
        this.caller = caller;
    }

    /**
     * Get all data about the caller, as a ZIP archive with a JSON document of each service. The first call starts creating the
     * archive, a mail says when it is ready, and it is kept for seven days.
     */
    @GET
    @Authenticated
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "202",
            description = "The archive is being made",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ExportStatus.class)))
    public Uni<Response> export() {
        var person = caller.get();
        return exports.current(person)
                .chain(export -> export.isReady()
                        ? exports.archive(person, export).map(ExportResource::archive)
                        : Uni.createFrom().item(pending(export)));
    }

    private static Response archive(byte[] zip) {
        return Response.ok(zip, ZIP)
                .header("Content-Disposition", "attachment; filename=\"mentoring-export.zip\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response pending(Exports.Export export) {
        return Response.accepted(export.status())
                .type(MediaType.APPLICATION_JSON)
                .header("Retry-After", RETRY_AFTER_SECONDS)
                .header("Cache-Control", "no-store")
                .build();
    }
}
