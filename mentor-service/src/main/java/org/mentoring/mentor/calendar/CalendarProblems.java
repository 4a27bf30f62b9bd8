package org.mentoring.mentor.calendar;

import java.time.Duration;
import java.util.List;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;
import org.mentoring.mentor.calendar.provider.ProviderFailure;

/** What can be wrong with connecting a calendar. */
final class CalendarProblems {

    private static final ProblemType VOID =
            new ProblemType("calendar-authorisation-void", 400, "The calendar authorisation is invalid or has expired");
    private static final ProblemType REFUSED = new ProblemType(
            "calendar-authorisation-refused", 403, "The calendar provider did not permit the connection");
    private static final ProblemType NOT_OFFERED =
            new ProblemType("calendar-provider-not-offered", 409, "This calendar provider is not set up here");
    private static final Duration SOON = Duration.ofSeconds(10);

    private CalendarProblems() {}

    static ProblemException unknownProvider() {
        return Problems.notFound("calendar provider");
    }

    static ProblemException notOffered(String provider) {
        return Problems.of(NOT_OFFERED, "Calendars of " + provider + " cannot be connected on this platform.");
    }

    /** The same for whatever is wrong with the state, so that nothing can be learned by trying. */
    static ProblemException authorisationVoid() {
        return Problems.of(
                VOID,
                "It was already used, has expired, or was started in another browser. Start again in the same browser.");
    }

    /** What the provider said, as far as it has the form of an error code (RFC 6749, section 4.1.2.1). */
    static ProblemException refused(String error) {
        var code = error.matches("[a-z_]{1,60}") ? error : "an error";
        return Problems.of(REFUSED, "The provider answered " + code + ".");
    }

    static ProblemException permissionsMissing(List<String> scopes) {
        return Problems.of(REFUSED, "These permissions are missing: " + String.join(", ", scopes) + ".");
    }

    static ProblemException exchangeFailed(ProviderFailure failure) {
        return failure.kind() == ProviderFailure.Kind.GRANT_EXPIRED
                ? authorisationVoid()
                : Problems.unavailable(
                        "The calendar provider cannot be reached. Try again later.",
                        failure.retryAfter().orElse(SOON));
    }
}
