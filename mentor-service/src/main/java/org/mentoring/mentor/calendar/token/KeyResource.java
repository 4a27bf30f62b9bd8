package org.mentoring.mentor.calendar.token;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For operators: the keys under which calendar tokens are encrypted. The keys themselves are never returned. */
@Tag(name = "Calendar keys")
@Path(KeyResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
class KeyResource {

    static final String PATH = "/api/v1/calendars/keys";

    private final KeyRotation rotation;

    KeyResource(KeyRotation rotation) {
        this.rotation = rotation;
    }

    record KeyList(List<KeyRotation.KeyState> items) {}

    record ReEncrypted(long reEncrypted) {}

    /** List the calendar keys, the oldest first. */
    @GET
    public Uni<KeyList> list() {
        return rotation.keys().map(KeyList::new);
    }

    /** Add a calendar key, not yet used for encryption; promote it once every replica has loaded it (one minute). */
    @POST
    @APIResponseSchema(value = KeyList.class, responseCode = "201")
    public Uni<Response> add() {
        return rotation.add()
                .chain(this::list)
                .map(keys -> Response.created(URI.create(PATH)).entity(keys).build());
    }

    /** Make a calendar key the primary one, with which new tokens are encrypted. */
    @POST
    @Path("{id}/promote")
    public Uni<KeyList> promote(@PathParam("id") long id) {
        return rotation.promote(id).chain(this::list);
    }

    /** Encrypt all tokens with the primary key. */
    @POST
    @Path("re-encrypt")
    public Uni<ReEncrypted> reEncrypt() {
        return rotation.reEncrypt().map(ReEncrypted::new);
    }

    /** Delete a calendar key; 409 while it is the primary key or anything is encrypted with it. */
    @DELETE
    @Path("{id}")
    public Uni<Void> retire(@PathParam("id") long id) {
        return rotation.retire(id);
    }
}
