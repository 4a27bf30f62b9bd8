package org.mentoring.mentor.profile;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Nullable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.kit.http.Versions;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.security.PersonalClaims;

/** Mentors for themselves, and for admins. */
@Path("/api/v1/mentors")
@Produces(MediaType.APPLICATION_JSON)
class MentorResource {

    /** The others are in the directory. */
    private static final List<String> NOT_APPROVED = List.of("applied", "suspended");

    private static final List<String> NOT_SUSPENDED = List.of("applied", "approved");

    private final Mentors mentors;
    private final MergePatch patches;
    private final PersonalClaims person;
    private final CurrentCaller caller;

    MentorResource(Mentors mentors, MergePatch patches, PersonalClaims person, CurrentCaller caller) {
        this.mentors = mentors;
        this.patches = patches;
        this.person = person;
        this.caller = caller;
    }

    /** Apply to be a mentor; 409 if the caller has applied before. */
    @POST
    @Authenticated
    @APIResponseSchema(value = Mentor.class, responseCode = "201")
    public Uni<Response> apply(@NotNull @Valid Application application) {
        return mentors.apply(caller.get(), person.name(), email(), completed(application))
                .map(mentor -> Versions.created(URI.create("/api/v1/mentors/me"), mentor, mentor.version()));
    }

    /** Get the caller's mentor profile. */
    @GET
    @Path("me")
    @Authenticated
    @APIResponseSchema(Mentor.class)
    public Uni<Response> me() {
        var person = caller.get();
        return mentors.get(person, person.id()).map(MentorResource::ok);
    }

    /** Change the caller's mentor profile by a JSON merge patch (RFC 7396); null clears. */
    @PATCH
    @Path("me")
    @Authenticated
    @APIResponseSchema(Mentor.class)
    public Uni<Response> change(
            @HeaderParam("If-Match") String ifMatch,
            @NotNull
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/merge-patch+json",
                                            schema = @Schema(implementation = Profile.class)))
                    ObjectNode patch) {
        var version = Versions.expected(ifMatch);
        return mentors.change(caller.get(), version, profile -> patches.apply(patch, profile, Profile.class))
                .map(MentorResource::ok);
    }

    /** Replace the caller's expertise. */
    @PUT
    @Path("me/expertise")
    @Authenticated
    @APIResponseSchema(Mentor.class)
    public Uni<Response> setExpertise(
            @HeaderParam("If-Match") String ifMatch, @NotNull @Valid ExpertiseChange expertise) {
        return mentors.setExpertise(caller.get(), Versions.expected(ifMatch), expertise.tags())
                .map(MentorResource::ok);
    }

    /** List pending applications, the oldest first; with {@code ?status=suspended} the suspended mentors. */
    @GET
    @Path("applications")
    @RolesAllowed("admin")
    @APIResponseSchema(Mentor.class)
    public Uni<Response> applications(
            @QueryParam("status")
                    @DefaultValue("applied")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {"applied", "suspended"},
                                            defaultValue = "applied"))
                    String status,
            @BeanParam PageRequest page,
            @Context UriInfo request) {
        requireOneOf(NOT_APPROVED, "status", status);
        return mentors.withStatus(caller.get(), status, page).map(found -> found.response(request));
    }

    /**
     * Approve a mentor.
     *
     * @param fromStatus 409 if the mentor has another status, because another admin has decided meanwhile
     */
    @POST
    @Path("{id}/approve")
    @RolesAllowed("admin")
    @APIResponseSchema(Mentor.class)
    public Uni<Response> approve(
            @PathParam("id") UUID id,
            @QueryParam("from_status") @Parameter(schema = @Schema(enumeration = {"applied", "suspended"}))
                    String fromStatus) {
        requireOneOf(NOT_APPROVED, "from_status", fromStatus);
        return mentors.approve(caller.get(), id, fromStatus).map(MentorResource::ok);
    }

    /**
     * Suspend a mentor, who is removed from the directory; future sessions are cancelled unless {@code sessions} is {@code keep}.
     *
     * @param fromStatus 409 if the mentor has another status, because another admin has decided meanwhile
     */
    @POST
    @Path("{id}/suspend")
    @RolesAllowed("admin")
    @APIResponseSchema(Mentor.class)
    public Uni<Response> suspend(
            @PathParam("id") UUID id,
            @QueryParam("from_status") @Parameter(schema = @Schema(enumeration = {"applied", "approved"}))
                    String fromStatus,
            @Valid Suspension suspension) {
        requireOneOf(NOT_SUSPENDED, "from_status", fromStatus);
        return mentors.suspend(caller.get(), id, fromStatus, suspension == null ? Suspension.DEFAULT : suspension)
                .map(MentorResource::ok);
    }

    private String email() {
        return person.verifiedEmail()
                .orElseThrow(() -> Problems.invalid("email", "must be verified by the identity provider first"));
    }

    /** What the application leaves open is taken from the token, as far as the token's values are acceptable. */
    private Application completed(Application sent) {
        return new Application(
                sent.bio(),
                sent.linkedin(),
                sent.profileImageUrl(),
                sent.timeZone() != null
                        ? sent.timeZone()
                        : caller.claim("zoneinfo")
                                .filter(zone -> patches.isValid(Application.class, "timeZone", zone))
                                .orElse("UTC"),
                sent.locale() != null
                        ? sent.locale()
                        : caller.claim("locale")
                                .filter(locale -> patches.isValid(Application.class, "locale", locale))
                                .orElse("en"));
    }

    private static void requireOneOf(List<String> known, String parameter, @Nullable String value) {
        if (value != null && !known.contains(value)) {
            throw Problems.malformed(parameter, "must be one of " + String.join(", ", known));
        }
    }

    private static Response ok(Mentor mentor) {
        return Versions.ok(mentor, mentor.version());
    }
}
