package org.mentoring.web.book;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.SlotsApi;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.Hold;
import org.mentoring.web.api.model.OfferedType;
import org.mentoring.web.api.model.SlotList;
import org.mentoring.web.book.UnavailableTimes.Notice;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.Visitor;
import org.mentoring.web.time.Zones;

/** The times of a mentor, and the form for one of them. */
@RequestScoped
class BookPages {

    private static final int MOST_BOOKINGS = 100;
    private static final int INVALID = 422;
    private static final int CONFLICT = 409;
    private static final Set<String> ACTIVE = Set.of("pending", "confirmed");

    private final BookingsApi bookings;
    private final SlotsApi slots;
    private final TimePickerFactory pickers;
    private final SlotHolds holds;
    private final UnavailableTimes unavailableTimes;
    private final ApiCalls calls;
    private final Reader reader;
    private final Visitor visitor;

    BookPages(
            @RestClient BookingsApi bookings,
            @RestClient SlotsApi slots,
            TimePickerFactory pickers,
            SlotHolds holds,
            UnavailableTimes unavailableTimes,
            ApiCalls calls,
            Reader reader,
            Visitor visitor) {
        this.bookings = bookings;
        this.slots = slots;
        this.pickers = pickers;
        this.holds = holds;
        this.unavailableTimes = unavailableTimes;
        this.calls = calls;
        this.reader = reader;
        this.visitor = visitor;
    }

    record Type(String name, int minutes, boolean chosen, String address) {}

    @CheckedTemplate(basePath = "book")
    static final class Templates {
        /** @param keeps whether the chosen time is held for the visitor */
        static native TemplateInstance times(
                DirectoryEntry mentor,
                String path,
                TimeSelection chosen,
                List<Type> types,
                TimePicker picker,
                NothingFree nothingFree,
                Notice notice,
                boolean self,
                boolean keeps,
                List<Zones.Named> zones,
                FormErrors errors);

        static native TemplateInstance form(
                DirectoryEntry mentor,
                String path,
                TimeSelection chosen,
                Summary summary,
                Hold hold,
                Booking active,
                Notice notice,
                String note,
                String others,
                FormErrors errors);
    }

    static String path(DirectoryEntry mentor) {
        return "/mentors/" + mentor.id() + "/book";
    }

    boolean self(DirectoryEntry mentor) {
        return visitor.id().filter(mentor.id().toString()::equals).isPresent();
    }

    TemplateInstance times(DirectoryEntry mentor, TimeSelection chosen, Notice notice, FormErrors errors) {
        var path = path(mentor);
        var zones = Zones.all(reader.texts().locale());
        var keeps = visitor.signedIn() && !self(mentor);
        try {
            var found = pickers.of(path, chosen, freeTimes(mentor, chosen), null);
            return Templates.times(
                    mentor,
                    path,
                    chosen,
                    types(found.offer(), chosen, path),
                    found.picker(),
                    found.unavailable() == null
                            ? null
                            : NothingFree.of(
                                    found.unavailable(),
                                    mentor.name(),
                                    found.picker().last(),
                                    reader),
                    notice,
                    self(mentor),
                    keeps,
                    zones,
                    errors);
        } catch (ApiException e) {
            if (e.status() == INVALID && chosen.type() != null) {
                return times(mentor, chosen.ofType(null), notice, errors);
            }
            if (e.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                return Templates.times(
                        mentor, path, chosen, List.of(), null, null, notice, self(mentor), keeps, zones, errors);
            }
            throw e;
        }
    }

    /** @throws ApiException if the time cannot be had */
    TemplateInstance form(DirectoryEntry mentor, TimeSelection chosen, String note, FormErrors errors) {
        var active = visitor.signedIn() ? calls.start(() -> active(mentor.id())) : null;
        var kept = holds.own(mentor.id());
        var offer = offer(mentor, chosen);
        var type = type(offer, chosen);
        // The visitor's own hold may overlap the time; booking it releases the hold.
        var end = chosen.start().plus(Duration.ofMinutes(type.durationMinutes()));
        var behindTheHold = kept.filter(
                hold -> hold.startTime().isBefore(end) && chosen.start().isBefore(hold.endTime()));
        if (behindTheHold.isEmpty()
                && offer.items().stream().noneMatch(slot -> slot.startTime().equals(chosen.start()))) {
            throw ApiException.refusal(CONFLICT, busy(chosen.start(), end) ? "mentee-busy" : "slot-taken");
        }
        return Templates.form(
                mentor,
                path(mentor),
                chosen,
                summary(offer, type, chosen),
                kept.filter(hold -> hold.startTime().equals(chosen.start())
                                && hold.sessionType().equals(type.name()))
                        .orElse(null),
                active == null ? null : active.orUnavailable().value(),
                null,
                note,
                others(mentor, chosen),
                errors);
    }

    /** The form with other times to choose from, and everything that was typed. */
    TemplateInstance gone(DirectoryEntry mentor, TimeSelection chosen, String note, ApiException refusal) {
        var offer = offer(mentor, chosen);
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
                others(mentor, chosen),
                notice.errors());
    }

    Notice notice(ApiException refusal, DirectoryEntry mentor, TimeSelection chosen) {
        return unavailableTimes.notice(refusal, freeTimes(mentor, chosen), chosen, path(mentor), false);
    }

    /** The address of all times around the chosen one. */
    String others(DirectoryEntry mentor, TimeSelection chosen) {
        return chosen.atDay(reader.times().localDate(chosen.start())).address(path(mentor));
    }

    /** The name of the chosen session type, else of the first one. */
    String typeOf(DirectoryEntry mentor, TimeSelection chosen) {
        return chosen.type() == null ? type(offer(mentor, chosen), chosen).name() : chosen.type();
    }

    private FreeTimes freeTimes(DirectoryEntry mentor, TimeSelection chosen) {
        return new FreeTimes(
                slots, mentor.id(), chosen.type(), null, holds.own(mentor.id()).orElse(null));
    }

    private SlotList offer(DirectoryEntry mentor, TimeSelection chosen) {
        return new FreeTimes(slots, mentor.id(), chosen.type(), null, null)
                .between(chosen.start(), chosen.start().plusSeconds(1));
    }

    private static List<Type> types(SlotList offer, TimeSelection chosen, String path) {
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

    private static OfferedType type(SlotList offer, TimeSelection chosen) {
        return offer.sessionTypes().stream()
                .filter(type -> chosen.type() == null || type.name().equals(chosen.type()))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private Summary summary(SlotList offer, OfferedType type, TimeSelection chosen) {
        return Summary.of(
                reader,
                chosen.start(),
                type.name(),
                type.durationMinutes(),
                offer.timeZone(),
                offer.approvalRequired());
    }

    /** What the visitor has agreed with this mentor already, or has asked for; null for nothing. */
    private Booking active(UUID mentor) {
        return active(Instant.now(), null, "mentee")
                .filter(booking -> booking.mentorId().equals(mentor))
                .findFirst()
                .orElse(null);
    }

    /** Whether the visitor has another session then, as mentee or as mentor, for which the API offers no time of anyone. */
    private boolean busy(Instant start, Instant end) {
        return visitor.signedIn() && active(start, end, null).findAny().isPresent();
    }

    private Stream<Booking> active(Instant from, Instant to, String role) {
        return bookings
                .bookingsPage(
                        null,
                        from.toString(),
                        MOST_BOOKINGS,
                        role,
                        "start_time",
                        null,
                        to == null ? null : to.toString())
                .items()
                .stream()
                .filter(booking -> ACTIVE.contains(booking.status()));
    }
}
