package org.mentoring.web.error;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;
import org.mentoring.web.book.BookSamples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.at;

/** Nothing that was typed is lost where the API does not answer, and nothing is done twice where it is sent again. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(
        user = "linus",
        roles = {"mentee", "mentor", "admin"})
class UnansweredFormsTest {

    private static final String ANY = "(GET|HEAD|POST|PUT|PATCH|DELETE)";
    private static final String TYPED = "Ein <langer> Text";
    /** What every form takes of it is acceptable, so that the API is asked. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("form_key", "key-1"),
            Map.entry("type", "Mentoring session"),
            Map.entry("note", TYPED),
            Map.entry("reason", TYPED),
            Map.entry("question", TYPED),
            Map.entry("answer", TYPED),
            Map.entry("bio", TYPED),
            Map.entry("feedback", TYPED),
            Map.entry("reply", TYPED),
            Map.entry("name", TYPED),
            Map.entry("rating", "5"),
            Map.entry("language", "en"),
            Map.entry("platform", "github"),
            Map.entry("url", "https://github.com/linus"),
            Map.entry("version", "3"),
            Map.entry("kind", "off"),
            Map.entry("first", "2099-03-01"),
            Map.entry("date", "2099-03-01"),
            Map.entry("time", "10:00"));

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BOOK_PATH,
                BOOK_PATH + "/hold",
                BOOK_PATH + "/keep",
                "/bookings/" + ID + "/cancel",
                "/bookings/" + ID + "/move",
                "/bookings/" + ID + "/decline",
                "/bookings/" + ID + "/question",
                "/bookings/" + ID + "/answer",
                "/bookings/" + ID + "/proposal/decline",
                "/bookings/" + ID + "/contest",
                "/sessions/" + ID + "/review",
                "/account",
                "/apply",
                "/profile/mentor",
                "/profile/mentee",
                "/profile/links",
                "/profile/links/" + ID,
                "/profile/expertise",
                "/settings/notifications",
                "/availability",
                "/availability/settings",
                "/availability/exceptions",
                "/requests/" + ID + "/propose",
                "/requests/" + ID + "/accept",
                "/requests/" + ID + "/decline",
                "/requests/" + ID + "/question",
                "/requests/" + ID + "/proposal/decline",
                "/reviews/" + ID + "/reply",
                "/admin/tags",
                "/admin/tags/" + ID + "/change",
                "/admin/mentors/" + ID + "/suspend",
                "/admin/reviews/" + ID + "/hide",
                "/admin/dead-letters/" + ID + "/discard",
                "/admin/events/users/" + ID + "/discard",
                "/admin/applications/decline"
            })
    void givesEveryFormBackWhereTheApiIsDownOrCannotBeReached(String path) {
        StubApi.reset();
        StubApi.refuse(ANY, "/.*", 503, "unavailable");
        assertGivenBack(send(path), 503);

        StubApi.whileUnreachable(() -> assertGivenBack(send(path), 503));
    }

    @ParameterizedTest
    @CsvSource({
        "401, unauthenticated, Your session has ended",
        "429, too-many-requests, Too many requests",
        "409, request-in-flight, still being processed"
    })
    void givesAFormBackThatMaySucceedLater(int status, String type, String words) {
        for (var path : List.of(
                BOOK,
                BOOK + "/keep",
                "/requests/" + ID + "/accept",
                "/requests/" + ID + "/decline",
                "/bookings/" + ID + "/cancel")) {
            BookSamples.offer(BookSamples.usual(), false);
            BookSamples.holds();
            StubApi.on("GET", "/bookings/" + ID, BookSamples.booking(at(9), "confirmed"));
            StubApi.refuse("(POST|PUT|PATCH|DELETE)", "/.*", status, type);

            var answer = send(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(status);
            assertGivenBack(answer, status);
            assertThat(answer.asString()).as(path).contains(words);
            assertThat(answer.asString().contains("href=\"/sign-in\"")).isEqualTo(status == 401);
        }
    }

    @Test
    void labelsEveryFieldInWhichPeopleWrite() throws IOException {
        var written = Pattern.compile("\\{#field name='([a-z]+)'[^}]* rows=");
        try (var templates = Files.walk(Path.of("src/main/resources/templates"))) {
            var names = new TreeSet<String>();
            for (var template : templates.filter(Files::isRegularFile).toList()) {
                written.matcher(Files.readString(template)).results().forEach(field -> names.add(field.group(1)));
            }
            assertThat(names).contains("note", "bio").isSubsetOf(ErrorPages.LABELS.keySet());
        }
    }

    @Test
    void bookingAgainAfterALostAnswerHasTheSameKeyAndAfterARefusalANewOne() {
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
        StubApi.refuse("POST", "/bookings", 502, "http-502");
        assertThat(send(BOOK).asString())
                .contains("It is not known whether this was saved", "name=\"form_key\" value=\"key-1\"");

        StubApi.refuse("POST", "/bookings", 422, "invalid");
        assertThat(send(BOOK).asString())
                .contains("Ein &lt;langer&gt; Text</textarea>")
                .doesNotContain("key-1");
    }

    @Test
    void showsWhatWasTypedWithItsLabelAndNothingElse() {
        StubApi.reset();
        StubApi.refuse(ANY, "/.*", 503, "unavailable");

        var kept = send("/bookings/" + BOOKING + "/cancel")
                .asString()
                .replaceAll("(?s).*<details class=\"kept\">|</details>.*", "");

        assertThat(kept)
                .contains("<dt>Reason</dt>", "Ein &lt;langer&gt; Text")
                .doesNotContain("version", "Mentoring session", "form_");
    }

    @Test
    void leadsBackToThePageThatHadTheForm() {
        StubApi.refuse("POST", "/bookings/.*", 409, "booking-not-open");
        StubApi.on("GET", "/bookings/" + BOOKING, BookSamples.booking(at(9), "pending"));

        var refused = WebForms.filled("/")
                .formParam("form_page", "/bookings/" + BOOKING + "?x=1")
                .post("/bookings/" + BOOKING + "/accept");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString())
                .contains("name=\"to\" value=\"/bookings/" + BOOKING + "?x=1\"")
                .doesNotContain("value=\"/bookings/" + BOOKING + "/accept\"");
        assertThat(WebForms.filled("/")
                        .formParam("form_page", "//evil.example/x")
                        .post("/bookings/" + BOOKING + "/accept")
                        .asString())
                .contains("name=\"to\" value=\"/\"")
                .doesNotContain("evil");
    }

    private static final String BOOK_PATH = "/mentors/" + Samples.ADA + "/book";
    private static final String ID = "0197c1e2-1d2c-7a10-8f00-000000000080";

    private static void assertGivenBack(Response answer, int status) {
        var page = answer.asString();
        assertThat(answer.statusCode()).as(page).isEqualTo(status);
        assertThat(answer.header("Retry-After") != null).isEqualTo(status == 503);
        assertThat(page)
                .contains("<button class=\"button", "Send again", "name=\"note\" value=\"Ein &lt;langer&gt; Text\"")
                .contains("name=\"form_key\" value=\"key-1\"", "name=\"form_page\" value=\"/there\"");
    }

    private static Response send(String path) {
        return WebForms.filled("/")
                .redirects()
                .follow(false)
                .formParams(FIELDS)
                .formParam("start", at(9).toString())
                .formParam("id", List.of(ID))
                .formParam("form_page", "/there")
                .post(path);
    }
}
