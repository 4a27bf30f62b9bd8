package org.mentoring.web.book;

import java.net.URI;
import java.time.ZoneId;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.client.DirectoryApi;
import org.mentoring.web.api.model.DirectoryEntry;
import org.mentoring.web.api.model.NewBooking;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.form.SentForm;
import org.mentoring.web.language.Reader;

/** Booking a session: a time, then a note, then the result, which is a booking's page. */
@Path("/mentors/{id}/book")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class BookResource {

    private static final int LONGEST_NOTE = 2000;

    private final DirectoryApi directory;
    private final BookingsApi bookings;
    private final BookPages pages;
    private final SlotHolds holds;
    private final NoteDraft draft;
    private final Reader reader;
    private final Forms forms;
    private final SentForm form;

    BookResource(
            @RestClient DirectoryApi directory,
            @RestClient BookingsApi bookings,
            BookPages pages,
            SlotHolds holds,
            NoteDraft draft,
            Reader reader,
            Forms forms,
            SentForm form) {
        this.directory = directory;
        this.bookings = bookings;
        this.pages = pages;
        this.holds = holds;
        this.draft = draft;
        this.reader = reader;
        this.forms = forms;
        this.form = form;
    }

    @GET
    @PermitAll
    public TemplateInstance choose(@PathParam("id") UUID id, @BeanParam TimeQuery query) {
        var mentor = mentor(id);
        var chosen = query.chosen(reader);
        var errors = query.errors(chosen, forms);
        if (chosen.start() == null || pages.self(mentor)) {
            return pages.times(mentor, chosen, null, errors);
        }
        try {
            return pages.form(mentor, chosen, draft.of(mentor.id()), FormErrors.none());
        } catch (ApiException e) {
            return pages.times(mentor, chosen, pages.notice(e, mentor, chosen), errors);
        }
    }

    @POST
    @Authenticated
    public Response book(@PathParam("id") UUID id) {
        var mentor = mentor(id);
        var chosen = chosen();
        if (chosen.start() == null) {
            return noTime(mentor);
        }
        var errors = forms.errors().atMost(LONGEST_NOTE, "note", note());
        if (errors.any()) {
            return again(mentor, chosen, errors);
        }
        try {
            var booking = bookings.bookingsBook(
                    new NewBooking(
                            mentor.id(),
                            chosen.start(),
                            pages.typeOf(mentor, chosen),
                            form.oneOrNull("note"),
                            knownZone()),
                    form.key());
            return draft.drop(forms.done(
                    "/bookings/" + booking.id(),
                    booking.status().equals("pending") ? "book.requested" : "book.booked"));
        } catch (ApiException e) {
            return UnavailableTimes.is(e) ? gone(mentor, chosen, e) : again(mentor, chosen, forms.errors(e, "note"));
        }
    }

    /** Holds the time, and shows the form. */
    @POST
    @Path("hold")
    @Authenticated
    public Response hold(@PathParam("id") UUID id) {
        return kept(
                id,
                (mentor, chosen, refusal) -> forms.again(
                        pages.times(mentor, chosen, pages.notice(refusal, mentor, chosen), FormErrors.none())));
    }

    /** Extends the hold; what has been typed stays. */
    @POST
    @Path("keep")
    @Authenticated
    public Response keep(@PathParam("id") UUID id) {
        return kept(id, this::gone);
    }

    /** Releases the time and shows the others; what has been typed stays. */
    @POST
    @Path("leave")
    @Authenticated
    public Response leave(@PathParam("id") UUID id) {
        var mentor = mentor(id);
        var chosen = chosen();
        holds.leave(mentor.id());
        var others = chosen.start() == null ? chosen.address(BookPages.path(mentor)) : pages.others(mentor, chosen);
        return draft.keep(Response.seeOther(URI.create(others)).build(), mentor.id(), note());
    }

    private interface Refused {
        Response page(DirectoryEntry mentor, TimeSelection chosen, ApiException refusal);
    }

    private Response kept(UUID id, Refused refused) {
        var mentor = mentor(id);
        var chosen = chosen();
        if (chosen.start() == null) {
            return noTime(mentor);
        }
        try {
            var address = chosen.address(BookPages.path(mentor));
            var hold = holds.take(mentor.id(), chosen.start(), pages.typeOf(mentor, chosen));
            var answer = hold.isPresent()
                    ? Response.seeOther(URI.create(address)).build()
                    : forms.refused(address, "book.not-held");
            return note().isEmpty() ? answer : draft.keep(answer, mentor.id(), note());
        } catch (ApiException e) {
            if (e.retryable()) {
                throw e;
            }
            return refused.page(mentor, chosen, e);
        }
    }

    private DirectoryEntry mentor(UUID id) {
        return directory.directoryGet(id);
    }

    private TimeSelection chosen() {
        var chosen = TimeSelection.of(form);
        reader.follow(null, chosen.zone());
        return chosen;
    }

    private String note() {
        return form.one("note");
    }

    private Response noTime(DirectoryEntry mentor) {
        return forms.refused(BookPages.path(mentor), "book.no-time");
    }

    /** The form again where it was refused for another reason than its time. */
    private Response again(DirectoryEntry mentor, TimeSelection chosen, FormErrors errors) {
        try {
            return forms.again(pages.form(mentor, chosen, note(), errors));
        } catch (ApiException e) {
            return gone(mentor, chosen, e);
        }
    }

    /** The form with other times; where its type of session is no longer offered, the times of the others, which keep the note. */
    private Response gone(DirectoryEntry mentor, TimeSelection chosen, ApiException refusal) {
        try {
            return forms.again(pages.gone(mentor, chosen, note(), refusal));
        } catch (ApiException e) {
            if (e.retryable()) {
                throw e;
            }
            var others = pages.times(mentor, chosen, pages.notice(e, mentor, chosen), FormErrors.none());
            return draft.keep(forms.again(others), mentor.id(), note());
        }
    }

    private String knownZone() {
        return reader.zoneKnown()
                        && ZoneId.getAvailableZoneIds().contains(reader.zone().getId())
                ? reader.zone().getId()
                : null;
    }
}
