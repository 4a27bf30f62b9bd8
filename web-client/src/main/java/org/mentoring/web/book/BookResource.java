package org.mentoring.web.book;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.Parts;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.Hold;
import org.mentoring.web.api.model.NewBooking;
import org.mentoring.web.api.model.OfferedType;
import org.mentoring.web.api.model.SlotList;
import org.mentoring.web.book.GoneTimes.Notice;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.language.Reader;
import org.mentoring.web.mentor.MentorIds;
import org.mentoring.web.signin.Visitor;
import org.mentoring.web.time.Zones;

/** Booking a session: a time, then a note, then the result, which is a booking's page. */
@Path("/mentors/{id}/book")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class BookResource {

    private static final int MOST_STANDING = 100;
    private static final int INVALID = 422;
    private static final Set<String> STANDING = Set.of("pending", "confirmed");

    private final DirectoryApi directory;
    private final BookingsApi bookings;
    private final SlotsApi offers;
    private final Pickers pickers;
    private final Holding holding;
    private final GoneTimes gone;
    private final Parts parts;
    private final Reader reader;
    private final Visitor visitor;
    private final Forms forms;

    BookResource(
            @RestClient DirectoryApi directory,
            @RestClient BookingsApi bookings,
            @RestClient SlotsApi offers,
            Pickers pickers,
            Holding holding,
            GoneTimes gone,
            Parts parts,
            Reader reader,
            Visitor visitor,
            Forms forms) {
        this.directory = directory;
        this.bookings = bookings;
        this.offers = offers;
        this.pickers = pickers;
        this.holding = holding;
        this.gone = gone;
        this.parts = parts;
        this.reader = reader;
        this.visitor = visitor;
        this.forms = forms;
    }

    record Type(String name, int minutes, boolean chosen, String address) {}

    @CheckedTemplate(basePath = "book")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance times(
                DirectoryEntry mentor,
                String path,
                Chosen chosen,
                List<Type> types,
                Picker picker,
                Notice notice,
                boolean self,
                List<Zones.Named> zones,
                FormErrors errors);

        static native TemplateInstance form(
                DirectoryEntry mentor,
                String path,
                Chosen chosen,
                Summary summary,
                Hold hold,
                Booking standing,
                Notice notice,
                String note,
                String others,
                FormErrors errors);
    }

    @GET
    @PermitAll
    public TemplateInstance choose(
            @PathParam("id") String id,
            @QueryParam("type") String type,
            @QueryParam("month") String month,
            @QueryParam("day") String day,
            @QueryParam("start") String start,
            @QueryParam("zone") String zone) {
        var mentor = mentor(id);
        var chosen = Chosen.of(
                type, month, day, start, Chosen.zoneMeant(zone, reader.texts().locale()));
        reader.follow(null, chosen.zone());
        var errors = FormErrors.none();
        if (zone != null && !zone.isBlank() && chosen.zone() == null) {
            errors.add("zone", reader.texts().of("book.zone.unknown"));
        }
        if (chosen.start() == null || self(mentor)) {
            return times(mentor, chosen, null, errors);
        }
        try {
            return form(mentor, chosen, "", FormErrors.none(), false);
        } catch (ApiException e) {
            return times(mentor, chosen, notice(e, mentor, chosen), errors);
        }
    }

    @POST
    @Authenticated
    public Response book(@PathParam("id") String id, @BeanParam BookForm form) {
        var mentor = mentor(id);
        var chosen = form.chosen();
        reader.follow(null, chosen.zone());
        if (chosen.start() == null) {
            return forms.refused(path(mentor), "book.no-time");
        }
        var errors = FormErrors.none().atMost(BookForm.LONGEST_NOTE, "note", form.note(), reader.texts());
        if (errors.any()) {
            return again(mentor, chosen, form, errors);
        }
        try {
            var type = chosen.type() == null ? typeOf(mentor, chosen) : chosen.type();
            var note = form.note().isBlank() ? null : form.note();
            var booking = bookings.bookingsBook(
                    new NewBooking(mentor.id(), chosen.start(), type, note, knownZone()), form.key);
            return forms.done(
                    "/bookings/" + booking.id(), booking.status().equals("pending") ? "book.requested" : "book.booked");
        } catch (ApiException e) {
            return GoneTimes.is(e)
                    ? forms.again(gone(mentor, chosen, form.note(), e))
                    : again(mentor, chosen, form, refusal(e));
        }
    }

    /** Keeps the time longer, with what has been typed so far. */
    @POST
    @Path("keep")
    @Authenticated
    public Response keep(@PathParam("id") String id, @BeanParam BookForm form) {
        var mentor = mentor(id);
        var chosen = form.chosen();
        reader.follow(null, chosen.zone());
        if (chosen.start() == null) {
            return forms.refused(path(mentor), "book.no-time");
        }
        try {
            return Response.ok(form(mentor, chosen, form.note(), FormErrors.none(), true)
                            .render())
                    .build();
        } catch (ApiException e) {
            return forms.again(gone(mentor, chosen, form.note(), e));
        }
    }

    private DirectoryEntry mentor(String id) {
        return directory.directoryGet(MentorIds.of(id).orElseThrow(NotFoundException::new));
    }

    private static String path(DirectoryEntry mentor) {
        return "/mentors/" + mentor.id() + "/book";
    }

    private boolean self(DirectoryEntry mentor) {
        return visitor.id().filter(mentor.id().toString()::equals).isPresent();
    }

    private TemplateInstance times(DirectoryEntry mentor, Chosen chosen, Notice notice, FormErrors errors) {
        var path = path(mentor);
        holding.leave(mentor.id());
        var zones = Zones.all(reader.texts().locale());
        try {
            var found = pickers.of(path, chosen, offers(mentor, chosen), null);
            return Templates.times(
                    mentor,
                    path,
                    chosen,
                    types(found.offer(), chosen, path),
                    found.picker(),
                    notice,
                    self(mentor),
                    zones,
                    errors);
        } catch (ApiException e) {
            if (e.status() == INVALID && chosen.type() != null) {
                return times(mentor, chosen.ofType(null), notice, errors);
            }
            if (e.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                return Templates.times(mentor, path, chosen, List.of(), null, notice, self(mentor), zones, errors);
            }
            throw e;
        }
    }

    private static List<Type> types(SlotList offer, Chosen chosen, String path) {
        var usual = offer.sessionTypes().isEmpty()
                ? ""
                : offer.sessionTypes().getFirst().name();
        var current = chosen.type() == null ? usual : chosen.type();
        return offer.sessionTypes().stream()
                .map(type -> new Type(
                        type.name(),
                        type.durationMinutes(),
                        type.name().equals(current),
                        chosen.ofType(type.name()).address(path)))
                .toList();
    }

    private TemplateInstance form(
            DirectoryEntry mentor, Chosen chosen, String note, FormErrors errors, boolean longer) {
        var standing = visitor.signedIn() ? parts.ask(() -> standing(mentor.id())) : null;
        var offer =
                offers(mentor, chosen).between(chosen.start(), chosen.start().plusSeconds(1));
        var type = type(offer, chosen);
        Hold hold = null;
        if (visitor.signedIn()) {
            hold = (longer
                            ? holding.renew(mentor.id(), chosen.start(), type.name())
                            : holding.take(mentor.id(), chosen.start(), type.name()))
                    .orElse(null);
        }
        if (hold == null
                && offer.items().stream().noneMatch(slot -> slot.startTime().equals(chosen.start()))) {
            throw ApiException.refusal(409, "slot-taken");
        }
        return Templates.form(
                mentor,
                path(mentor),
                chosen,
                summary(offer, type, chosen),
                hold,
                standing == null ? null : standing.orDown().value(),
                null,
                note,
                chosen.atDay(reader.times().localDate(chosen.start())).address(path(mentor)),
                errors);
    }

    /** The form again where it was refused for another reason than its time. */
    private Response again(DirectoryEntry mentor, Chosen chosen, BookForm form, FormErrors errors) {
        try {
            return forms.again(form(mentor, chosen, form.note(), errors, false));
        } catch (ApiException e) {
            return forms.again(gone(mentor, chosen, form.note(), e));
        }
    }

    /** The form with other times to choose from, and all that was typed. */
    private TemplateInstance gone(DirectoryEntry mentor, Chosen chosen, String note, ApiException refusal) {
        var offer =
                offers(mentor, chosen).between(chosen.start(), chosen.start().plusSeconds(1));
        var notice = notice(refusal, mentor, chosen);
        return Templates.form(
                mentor,
                path(mentor),
                chosen,
                summary(offer, type(offer, chosen), chosen),
                null,
                null,
                notice,
                note,
                chosen.atDay(reader.times().localDate(chosen.start())).address(path(mentor)),
                FormErrors.none().add(notice.nearest().isEmpty() ? "" : "start-0", notice.text()));
    }

    private Notice notice(ApiException refusal, DirectoryEntry mentor, Chosen chosen) {
        return gone.notice(refusal, offers(mentor, chosen), chosen, path(mentor));
    }

    private Offers offers(DirectoryEntry mentor, Chosen chosen) {
        return new Offers(offers, mentor.id(), chosen.type(), null);
    }

    private static OfferedType type(SlotList offer, Chosen chosen) {
        return offer.sessionTypes().stream()
                .filter(type -> chosen.type() == null || type.name().equals(chosen.type()))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private String typeOf(DirectoryEntry mentor, Chosen chosen) {
        return type(
                        offers(mentor, chosen)
                                .between(chosen.start(), chosen.start().plusSeconds(1)),
                        chosen)
                .name();
    }

    private Summary summary(SlotList offer, OfferedType type, Chosen chosen) {
        return Summary.of(
                reader,
                chosen.start(),
                type.name(),
                type.durationMinutes(),
                offer.timeZone(),
                offer.approvalRequired());
    }

    /** What the visitor has agreed with this mentor already, or has asked for; null for nothing. */
    private Booking standing(UUID mentor) {
        return bookings
                .bookingsPage(null, Instant.now().toString(), MOST_STANDING, "mentee", "start_time", null, null)
                .items()
                .stream()
                .filter(booking -> booking.mentorId().equals(mentor) && STANDING.contains(booking.status()))
                .findFirst()
                .orElse(null);
    }

    private FormErrors refusal(ApiException e) {
        return e.partIsDown()
                ? FormErrors.none().add("", reader.texts().of("error.part-down.text"))
                : FormErrors.of(e, reader.texts(), Map.of("note", "note"));
    }

    private String knownZone() {
        return reader.zoneKnown()
                        && ZoneId.getAvailableZoneIds().contains(reader.zone().getId())
                ? reader.zone().getId()
                : null;
    }
}
