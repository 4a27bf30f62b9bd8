package org.mentoring.web.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiResult;
import org.mentoring.web.api.client.AccountClosuresApi;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.BookingPage;
import org.mentoring.web.form.Flash;
import org.mentoring.web.form.FormErrors;
import org.mentoring.web.form.Forms;
import org.mentoring.web.signin.SignOut;
import org.mentoring.web.signin.Visitor;

/** Closes an account: a page with the consequences, then a form that has to be confirmed. */
@Path("/account/close")
@RunOnVirtualThread
@Authenticated
@Produces(MediaType.TEXT_HTML)
class CloseAccountResource {

    private static final int MOST_SESSIONS = 50;

    private final AccountClosuresApi closures;
    private final BookingsApi bookings;
    private final ApiCalls calls;
    private final Visitor visitor;
    private final SignOut signOut;
    private final Forms forms;
    private final Flash flash;

    CloseAccountResource(
            @RestClient AccountClosuresApi closures,
            @RestClient BookingsApi bookings,
            ApiCalls calls,
            Visitor visitor,
            SignOut signOut,
            Forms forms,
            Flash flash) {
        this.closures = closures;
        this.bookings = bookings;
        this.calls = calls;
        this.visitor = visitor;
        this.signOut = signOut;
        this.forms = forms;
        this.flash = flash;
    }

    /** @param with the name of the other side */
    record CalledOff(Instant start, Instant end, String with) {}

    /** @param more whether there are others beside those named */
    record ToCome(List<CalledOff> sessions, boolean more) {}

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        static native TemplateInstance close(ApiResult<ToCome> toCome, FormErrors errors);
    }

    @GET
    public TemplateInstance show() {
        return Templates.close(toCome(), FormErrors.none());
    }

    @POST
    public Response close(@FormParam("sure") String sure) {
        if (!"yes".equals(sure)) {
            return forms.again(Templates.close(toCome(), forms.errors().add("sure", "account.close.wrong.sure")));
        }
        closures.accountClosuresLeave(null);
        return signOut.redirect().cookie(flash.cookie("done", "account.closed")).build();
    }

    private ApiResult<ToCome> toCome() {
        var confirmed = calls.start(() -> comingBookings("confirmed"));
        var requested = calls.start(() -> comingBookings("pending"));
        var first = confirmed.orUnavailable();
        var second = requested.orUnavailable();
        if (!first.present() || !second.present()) {
            return new ApiResult<>(null, true);
        }
        var me = visitor.id().orElse("");
        var sessions = Stream.concat(first.value().items().stream(), second.value().items().stream())
                .sorted(Comparator.comparing(Booking::startTime))
                .map(booking -> new CalledOff(
                        booking.startTime(),
                        booking.endTime(),
                        booking.mentorId().toString().equals(me) ? booking.userName() : booking.mentorName()))
                .toList();
        return first.map(page ->
                new ToCome(sessions, page.nextCursor() != null || second.value().nextCursor() != null));
    }

    private BookingPage comingBookings(String status) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return bookings.bookingsPage(null, now, MOST_SESSIONS, null, "start_time", status, null);
    }
}
