package org.mentoring.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.account.AccountSamples;
import org.mentoring.web.admin.AdminSamples;
import org.mentoring.web.agenda.SessionSamples;
import org.mentoring.web.book.BookSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

/** Addresses end up in histories, logs and referrers: they have ids and choices, and nothing of a person. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class PersonalDataTest {

    private static final String NOTE = "How do I begin?";
    private static final String REASON = "Ill with a cold";
    private static final String SESSION = "/bookings/" + BOOKING;
    private static final List<String> PERSONAL = List.of(
            "linus",
            "torvalds",
            "lovelace",
            "hopper",
            "turing",
            "منى",
            "@",
            "1985-12-10",
            "begin",
            "clear and kind",
            "cold");
    private static final Pattern ADDRESS =
            Pattern.compile("\\s(?:href|action|formaction|src|hx-get|hx-post)=\"([^\"]*)\"");
    /** Opened on purpose: a calendar that somebody keeps elsewhere, with the title of the session, and the room of a session. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("https://(?:calendar\\.google\\.com|outlook\\.live\\.com|meet\\.example\\.org)/.*");

    private static final Pattern OF_ONE_ANSWER = Pattern.compile("(name=\"form_(?:token|key)\" value=\")[^\"]*");

    @BeforeEach
    void stubEverything() {
        StubApi.reset();
        MentorSamples.stub();
        AdminSamples.stub();
        AccountSamples.stub();
        BookSamples.offer(BookSamples.usual(), true);
        BookSamples.holds();
        StubApi.on("GET", SESSION, booking(at(9), "confirmed"));
        StubApi.on("GET", "/bookings", BookSamples.page(booking(at(9), "confirmed"), booking(at(14), "pending")));
        StubApi.on("GET", "/sessions/.*", BookSamples.session("completed"));
        StubApi.on("GET", "/reviews/mine", BookSamples.page(BookSamples.review(Samples.id(81), 4)));
    }

    private static void assertNothingPersonal(String... pages) {
        var found = new ArrayList<String>();
        var looked = 0;
        for (var page : pages) {
            var answer = given().get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            for (var address : ADDRESS.matcher(answer.asString()).results().toList()) {
                looked++;
                if (!ELSEWHERE.matcher(address.group(1)).matches() && isPersonal(address.group(1))) {
                    found.add(page + ": " + address.group(1));
                }
            }
        }
        assertThat(looked).as("addresses that were looked at").isGreaterThan(10 * pages.length);
        assertThat(found).isEmpty();
        assertNothingPersonalWasAsked();
    }

    private static void assertNothingPersonalWasAsked() {
        assertThat(StubApi.asked()).isNotEmpty();
        assertThat(StubApi.asked().stream().map(StubApi.Asked::uri).filter(PersonalDataTest::isPersonal))
                .isEmpty();
    }

    private static boolean isPersonal(String address) {
        var text = URLDecoder.decode(address.replace("&amp;", "&"), StandardCharsets.UTF_8)
                .toLowerCase(java.util.Locale.ROOT);
        return PERSONAL.stream().anyMatch(text::contains);
    }

    @Test
    void isInNoAddressOfThePublicPages() {
        assertNothingPersonal("/", "/mentors/" + Samples.ADA, BOOK, BOOK + "?start=" + at(9), "/settings/times");
    }

    @Test
    @TestSecurity(user = "Linus Torvalds", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = BookSamples.LINUS))
    void isInNoAddressForAMentee() {
        assertNothingPersonal(
                "/bookings",
                SESSION,
                SESSION + "/cancel",
                SESSION + "/move",
                SESSION + "/move?start=" + at(10),
                "/sessions/" + Samples.id(81) + "/review",
                BOOK + "?start=" + at(10),
                "/account",
                "/settings/notifications",
                "/settings/mails");
    }

    @Test
    @TestSecurity(user = "Ada Lovelace", roles = "mentor")
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void isInNoAddressForAMentor() {
        StubApi.on("GET", "/sessions", MentorSamples.list(SessionSamples.session(51, "completed", at(9))));
        assertNothingPersonal(
                "/requests",
                "/agenda",
                "/mentees",
                "/mentees/" + Samples.id(81),
                "/availability",
                "/availability/settings",
                SESSION,
                SESSION + "/propose");
    }

    @Test
    @TestSecurity(user = "Root", roles = "admin")
    void isInNoAddressForAnAdmin() {
        assertNothingPersonal(
                "/admin",
                "/admin/applications",
                "/admin/mentors",
                "/admin/mentors/" + Samples.ADA,
                "/admin/reviews",
                "/admin/disputes",
                "/admin/mails",
                "/admin/dead-letters",
                "/admin/events",
                "/admin/erasures");
    }

    @Test
    @TestSecurity(user = "Linus Torvalds", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = BookSamples.LINUS))
    void isInNoAddressThatAFormLeadsTo() {
        StubApi.on("POST", "/bookings", booking(at(10), "pending"));
        StubApi.on("POST", SESSION + "/cancel", booking(at(9), "cancelled"));
        StubApi.on("PUT", "/users/me", AccountSamples.account("UTC"));

        assertLeadsTo(send(BOOK, "start", at(10).toString(), "note", NOTE));
        assertLeadsTo(send(SESSION + "/cancel", "reason", REASON));
        assertLeadsTo(
                send("/account", "name", "Linus Torvalds", "dob", "1985-12-10", "version", "7", "language", "en"));

        assertThat(StubApi.asked()).anyMatch(asked -> asked.body().contains(NOTE));
        assertThat(StubApi.asked()).anyMatch(asked -> asked.body().contains(REASON));
        assertNothingPersonalWasAsked();
    }

    private static Response send(String path, String... fields) {
        var form = WebForms.filled("/").redirects().follow(false).formParam("form_key", "key-" + path.hashCode());
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(path);
    }

    private static void assertLeadsTo(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(isPersonal(answer.header("Location")))
                .as(answer.header("Location"))
                .isFalse();
    }

    /** Nobody learns from an answer whether a session of others is there, and between whom. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/cancel", "/move", "/propose", "/invite.ics"})
    @TestSecurity(user = "Linus Torvalds", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = BookSamples.LINUS))
    void ofASessionOfOthersIsNotToldApartFromOneThatIsNot(String page) {
        var theirs = Samples.id(77);
        var none = Samples.id(78);
        refuse(theirs, "A session of Grace Hopper");
        refuse(none, "There is none");

        assertThat(answer(theirs, page)).isEqualTo(answer(none, page)).doesNotContain("Hopper");
    }

    private static void refuse(String id, String detail) {
        var problem = new JsonObject()
                .put("type", "urn:problem-type:mentoring:not-found")
                .put("title", "Not found")
                .put("status", 404)
                .put("detail", detail);
        StubApi.on(
                "GET",
                "/bookings/" + id + "(/invite.ics)?",
                request -> new StubApi.Answer(404, "application/problem+json", problem.encode()));
    }

    private static String answer(String id, String page) {
        var answer = given().get("/bookings/" + id + page);
        return answer.statusCode()
                + answer.contentType()
                + OF_ONE_ANSWER.matcher(answer.asString()).replaceAll("$1").replace(id, "ID");
    }
}
