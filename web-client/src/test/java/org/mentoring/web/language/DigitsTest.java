package org.mentoring.web.language;

import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.account.AccountSamples;
import org.mentoring.web.admin.AdminSamples;
import org.mentoring.web.agenda.SessionSamples;
import org.mentoring.web.book.BookSamples;
import org.mentoring.web.requests.RequestSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A page has one kind of digits, that of its reader. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(
        user = "Ada",
        roles = {"mentee", "mentor", "admin"})
@OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
class DigitsTest {

    /** What people wrote themselves, and what is not shown. */
    private static final Pattern NO_TEXT = Pattern.compile(
            "(?s)<(script|style|head|textarea|pre|code)\\b.*?</\\1>|<(bdi|blockquote|p class=\"prose\").*?</(bdi|blockquote|p)>|<dl [^>]*dir=\"ltr\".*?</dl>|<[^>]+>");
    /** What is shown in a field; a browser shows dates and times in its own digits. */
    private static final Pattern NUMBER_IN_A_FIELD =
            Pattern.compile("<input (?![^>]*type=\"(?:hidden|radio|checkbox|date|time)\")[^>]* value=\"[0-9]+\"[^>]*>");

    @BeforeEach
    void stub() {
        StubApi.reset();
        RequestSamples.stub();
        var requests = RequestSamples.booking(41, "pending", BookSamples.at(9));
        SessionSamples.stub();
        RequestSamples.stub();
        BookSamples.offer(BookSamples.usual(), true);
        StubApi.on(
                "GET",
                "/bookings/" + Samples.id(41),
                requests.put("expires_at", BookSamples.at(8).toString()));
        StubApi.on("GET", "/mentors/" + Samples.id(98), Samples.mentor(Samples.id(98), "Grace Hopper"));
        StubApi.on("GET", "/slots/holds", BookSamples.page());
        AdminSamples.stub();
        AccountSamples.stub();
        StubApi.on("GET", "/users/me", AccountSamples.account("Africa/Cairo").put("locale", "ar-EG"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/mentors/98",
                "/mentors/98/book",
                "/requests",
                "/requests/41/propose",
                "/bookings/41",
                "/agenda",
                "/availability",
                "/availability/settings",
                "/reviews",
                "/profile",
                "/account",
                "/account/close",
                "/settings/times",
                "/settings/notifications",
                "/settings/mails",
                "/admin",
                "/admin/applications",
                "/admin/applications/decide?decision=decline&id=0197c1e2-1d2c-7a10-8f00-000000000011",
                "/admin/tags",
                "/admin/tags/0197c1e2-1d2c-7a10-8f00-000000000021",
                "/admin/reviews",
                "/admin/disputes",
                "/admin/mails",
                "/admin/dead-letters",
                "/admin/dead-letters/0197c1e2-1d2c-7a10-8f00-000000000041",
                "/admin/events",
                "/admin/reports",
                "/admin/erasures"
            })
    void areThoseOfTheReader(String path) {
        var address = path.replace("/98", "/" + Samples.id(98)).replace("/41", "/" + Samples.id(41));

        var page = given().cookie("language", "ar-EG")
                .cookie("zone", "Africa/Cairo")
                .get(address);

        assertThat(page.statusCode()).isEqualTo(200);
        var text = NO_TEXT.matcher(page.asString()).replaceAll(" ").replaceAll("&#?\\w+;", " ");
        assertThat(text).containsPattern("[٠-٩]").doesNotContainPattern("[0-9]");
        assertThat(NUMBER_IN_A_FIELD.matcher(page.asString()).results()).isEmpty();
    }
}
