package org.mentoring.booking.slot;

import java.time.ZoneId;
import java.util.HexFormat;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.validation.TimeZones;

/** Free slots, for everyone. */
@Path("/api/v1/slots")
@Produces(MediaType.APPLICATION_JSON)
class SlotResource {

    /** Long enough to spare a burst of the same question, short enough that a taken slot does not linger. */
    private static final String CACHING = "public, max-age=5";

    /** When the caller is busy follows from the answer. */
    private static final String NO_CACHING = "no-store";

    private static final int TAG_BYTES = 16;

    private final FreeSlots slots;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    SlotResource(FreeSlots slots, CurrentCaller caller, ObjectMapper json) {
        this.slots = slots;
        this.caller = caller;
        this.json = json;
    }

    /**
     * List the free slots of a mentor whose start lies in {@code [from, to)}, at most 62 days. If there are more than
     * {@code limit}, {@code next_from} is the start of the next request. Slots that overlap other sessions of a signed-in caller are
     * not listed.
     *
     * @param from RFC 3339, or a date that means its start in the zone of the answer; now when left out
     * @param to as {@code from}; two weeks later when left out
     * @param sessionType the name of one of the mentor's types; the first one when left out; ignored with {@code moving}
     * @param timeZone the IANA zone to answer in; the mentor's when left out
     * @param limit how many slots the response may have
     * @param moving a booking of the caller with this mentor: returns the slots to which it can be moved, on its own terms
     */
    @GET
    @PermitAll
    @APIResponseSchema(SlotList.class)
    public Uni<Response> find(
            @QueryParam("mentor_id") @Parameter(required = true, schema = @Schema(format = "uuid")) String mentorId,
            @QueryParam("from") @Parameter(schema = @Schema(implementation = InstantOrDate.class)) String from,
            @QueryParam("to") @Parameter(schema = @Schema(implementation = InstantOrDate.class)) String to,
            @QueryParam("session_type") String sessionType,
            @QueryParam("time_zone") String timeZone,
            @QueryParam("limit")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "5000",
                                            defaultValue = "5000"))
                    String limit,
            @QueryParam("moving") @Parameter(schema = @Schema(format = "uuid")) String moving,
            @HeaderParam("If-None-Match") String ifNoneMatch) {
        var zone = timeZone == null ? null : zone(timeZone);
        return caller.orAnonymous().chain(by -> {
            var wanted = new FreeSlots.Query(
                    mentorId(mentorId),
                    InstantOrDate.parse("from", from),
                    InstantOrDate.parse("to", to),
                    sessionType,
                    zone,
                    limit == null ? SlotList.MOST : PageRequest.limit(limit, SlotList.MOST),
                    by.id(),
                    moving == null ? null : uuid("moving", moving));
            return slots.find(wanted, found -> answer(found, ifNoneMatch, by.id() == null ? CACHING : NO_CACHING));
        });
    }

    private Response answer(SlotList found, String ifNoneMatch, String caching) {
        var body = write(found);
        var tag = "\"" + digest(body) + "\"";
        var response = ifNoneMatch != null && ifNoneMatch.contains(tag)
                ? Response.notModified()
                : Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
        return response.header("ETag", tag)
                .header("Cache-Control", caching)
                .header("Vary", "Authorization")
                .build();
    }

    private static UUID mentorId(String text) {
        if (text == null) {
            throw Problems.malformed("mentor_id", "is required");
        }
        return uuid("mentor_id", text);
    }

    private static UUID uuid(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problems.malformed(field, "must be a uuid");
        }
    }

    private static ZoneId zone(String text) {
        if (!TimeZones.isKnown(text)) {
            throw Problems.malformed("time_zone", "must be an IANA time zone, such as Europe/Berlin");
        }
        return ZoneId.of(text);
    }

    private byte[] write(SlotList found) {
        try {
            return json.writeValueAsBytes(found);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(byte[] body) {
        return HexFormat.of().formatHex(DigestUtils.sha256(body), 0, TAG_BYTES);
    }
}
