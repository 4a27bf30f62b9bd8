package org.mentoring.web.book;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
class BookTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
    }

    private static String get(String address) {
        return given().urlEncodingEnabled(false)
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String form() {
        return BOOK + "?type=Mentoring+session&start=" + at(9);
    }

    @Test
    void opensAtTheFirstFreeDayWithItsTimesByPartOfDay() {
        var page = get(BOOK);

        assertThat(page)
                .contains(
                        "id=\"day-" + BookSamples.day() + "\"", "5 free times", ">Morning<", ">Afternoon<", ">Evening<")
                .contains("<td role=\"gridcell\" aria-selected=\"true\"><a class=\"day day-free\"")
                .contains("start=" + at(9).toString().replace(":", "%3A"), "Times in UTC")
                .contains("Quick question", "30 minutes");
    }

    @Test
    void passesOverMonthsWithoutTimesAndSaysSo() {
        var far = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(70, ChronoUnit.DAYS);
        BookSamples.offer(List.of(far), false);

        assertThat(get(BOOK))
                .contains(
                        "have no free times.",
                        "id=\"day-" + far.atOffset(ZoneOffset.UTC).toLocalDate() + "\"")
                .contains("rel=\"prev\"");
    }

    @Test
    void leadsFromAnEmptyDayAndAnEmptyMonthToTheNextFreeDay() {
        var before = BookSamples.day().minusDays(1);

        assertThat(get(BOOK + "?day=" + before)).contains("no free times", "Next free day:");

        BookSamples.offer(List.of(), false);
        assertThat(get(BOOK)).contains("Nothing is free until");
    }

    @Test
    void showsTimesInAnotherZoneAndKeepsWhatWasChosen() {
        assertThat(get(BOOK + "?zone=Asia/Kathmandu"))
                .contains("Nepal Time, GMT+5:45", "2:45", "zone=Asia%2FKathmandu");
        assertThat(get(form() + "&zone=Asia/Kathmandu")).contains("2:45", "Nepal Time", "Where Ada Lovelace is");
        assertThat(get(BOOK + "?zone=kathmandu")).contains("Nepal Time");
        assertThat(get(BOOK + "?zone=Nowhere/Town")).contains("There is no such time zone");
    }

    @Test
    void followsTheClockAndTheFirstDayThatWereChosen() {
        var page = given().cookie("language", "en-GB-u-fw-sat-hc-h12").get(BOOK).asString();

        assertThat(page)
                .containsSubsequence("<thead>", "Saturday", "Sunday", "Friday", "</thead>")
                .containsPattern("<time datetime=\"" + at(9) + "\">9:00.am</time>");
    }

    @Test
    void asksVisitorsToSignInOnlyOnceATimeIsChosen() {
        BookSamples.offer(BookSamples.usual(), true);

        assertThat(get(form()))
                .contains("Sign in and go on", "/sign-in?to=%2Fmentors%2F" + Samples.ADA)
                .contains("answers requests personally", "60 minutes");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    @Test
    void readsNonsenseInTheAddressAsNothing() {
        assertThat(get(BOOK + "?month=2027-99&day=tomorrow&start=%00&zone=%3Cb%3E"))
                .contains("Morning");
        BookSamples.offer(BookSamples.usual(), false);
        StubApi.refuse("GET", "/slots", 404, "not-found");
        assertThat(get(BOOK)).contains("does not take bookings at present");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsNothingWhereAPageIsOnlyOpened() {
        assertThat(get(BOOK)).contains("form=\"hold\" name=\"start\" value=\"" + at(9) + "\"");
        assertThat(get(form())).contains("not held for you yet", "Hold this time", "Book the session");

        BookSamples.holds(BookSamples.hold(at(9)));
        assertThat(get(form())).containsPattern("Held for you until [^<]*\\(UTC\\)");
        get(BOOK);
        assertThat(StubApi.asked()).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheTimeThatIsChosenAndLeadsToTheForm() {
        post("/hold").statusCode(303).header("Location", endsWith(formPath()));

        assertThat(holdsTaken()).hasSize(1);
        assertThat(new JsonObject(holdsTaken().getFirst().body()))
                .isEqualTo(new JsonObject()
                        .put("mentor_id", Samples.ADA)
                        .put("start_time", at(9).toString())
                        .put("session_type", "Mentoring session"));
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void showsAmongOthersTheTimeThatIsKept() {
        BookSamples.offer(
                BookSamples.usual().stream()
                        .filter(start -> !start.equals(at(9)))
                        .toList(),
                false);
        assertThat(get(BOOK)).doesNotContain("value=\"" + at(9) + "\"");

        BookSamples.holds(BookSamples.hold(at(9)));
        assertThat(get(BOOK)).contains("value=\"" + at(9) + "\"");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void givesTheTimeBackWhereOneLeavesItAndKeepsTheNote() {
        BookSamples.holds(BookSamples.hold(at(9)));
        var note = "अ".repeat(1_900) + " <b>?";

        var answer = post("/leave", "note", note)
                .statusCode(303)
                .header("Location", endsWith("day=" + BookSamples.day()))
                .extract();

        assertThat(StubApi.asked()).anyMatch(asked -> asked.method().equals("DELETE"));
        assertThat(given().urlEncodingEnabled(false)
                        .cookie("draft", answer.cookie("draft"))
                        .get(form())
                        .asString())
                .contains("अ".repeat(1_900) + " &lt;b&gt;?</textarea>");
        assertThat(given().urlEncodingEnabled(false)
                        .cookie("draft", "forged")
                        .get(form())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void letsOneBookWhatCannotBeKept() {
        StubApi.refuse("POST", "/slots/holds", 429, "hold-used-up");

        var answer = post("/hold")
                .statusCode(303)
                .header("Location", endsWith(formPath()))
                .extract();

        assertThat(given().urlEncodingEnabled(false)
                        .cookie("flash", answer.cookie("flash"))
                        .get(form())
                        .asString())
                .contains("cannot be held for you", "Book the session");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void offersOtherTimesWhereTheChosenOneIsGoneAlready() {
        StubApi.refuse("POST", "/slots/holds", 409, "slot-taken");

        assertThat(post("/hold").statusCode(422).extract().asString())
                .contains("Somebody else has just booked this time", "The nearest free times", "Morning");

        BookSamples.offer(List.of(at(10)), false);
        assertThat(get(form())).contains("Somebody else has just booked this time", "The nearest free times");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void offersATimeThatIsTakenOnlyBehindTheOwnHold() {
        var free = BookSamples.usual().stream()
                .filter(start -> !start.equals(at(9)))
                .toList();
        BookSamples.offer(free, false);

        BookSamples.holds(BookSamples.hold(at(14)));
        assertThat(get(form()))
                .contains("Somebody else has just booked this time")
                .doesNotContain("Book the session");

        BookSamples.holds(BookSamples.hold(at(9).plus(30, ChronoUnit.MINUTES)));
        assertThat(get(form())).contains("Book the session");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void pointsOutWhatIsStandingWithTheSameMentor() {
        StubApi.on("GET", "/bookings", BookSamples.page(booking(at(19), "pending")));

        assertThat(get(form())).contains("You have already asked", "/bookings/" + BOOKING);
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void booksWithTheKeyOfTheFormAndLeadsToTheBooking() {
        StubApi.on("POST", "/bookings", booking(at(9), "confirmed"));

        send("How do I begin?", "key-1").statusCode(303).header("Location", endsWith("/bookings/" + BOOKING));

        var sent = StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST") && asked.uri().endsWith("/bookings"))
                .findFirst()
                .orElseThrow();
        assertThat(sent.headers()).containsEntry("idempotency-key", "key-1");
        assertThat(new JsonObject(sent.body()))
                .isEqualTo(new JsonObject()
                        .put("mentor_id", Samples.ADA)
                        .put("start_time", at(9).toString())
                        .put("session_type", "Mentoring session")
                        .put("note", "How do I begin?")
                        .put("time_zone", null));
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheNoteAndOffersTheNearestTimesWhereSomebodyWasFaster() {
        StubApi.refuse("POST", "/bookings", 409, "slot-taken");

        var page = send("How do I <begin>?", "key-1").statusCode(422).extract().asString();

        assertThat(page)
                .contains("<title>Error:", "Somebody else has just booked this time", "How do I &lt;begin&gt;?")
                .contains("type=\"radio\" name=\"start\" id=\"start-0\" value=\"" + at(10) + "\"")
                .doesNotContain("value=\"" + at(9) + "\"");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheNoteWhereTheBookingIsRefusedOrTheServiceIsDown() {
        BookSamples.holds(BookSamples.hold(at(9)));
        StubApi.refuse("POST", "/bookings", 429, "too-many-bookings");
        assertThat(send("My note", "key-1").statusCode(422).extract().asString())
                .contains("as many open sessions as are possible", "My note", "Held for you until");

        StubApi.refuse("POST", "/bookings", 503, "unavailable");
        assertThat(send("My note", "key-2").statusCode(503).extract().asString())
                .contains("It is not known whether this was saved", "My note");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void countsTheNoteInCharactersWhateverTheyTakeInBytes() {
        StubApi.on("POST", "/bookings", booking(at(9), "pending"));

        send("म".repeat(2000), "key-1").statusCode(303);
        assertThat(send("म".repeat(2001), "key-2").statusCode(422).extract().asString())
                .contains("longer than 2,000 characters");
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    void keepsTheTimeLongerWithWhatWasTyped() {
        var answer = post("/keep", "note", "Half a sent").statusCode(303).extract();

        assertThat(holdsTaken()).hasSize(1);
        assertThat(given().urlEncodingEnabled(false)
                        .cookie("draft", answer.cookie("draft"))
                        .get(form())
                        .asString())
                .contains("Half a sent</textarea>");
    }

    @Test
    @TestSecurity(user = "ada", roles = "mentor")
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void showsMentorsTheirOwnPageAsMenteesSeeIt() {
        assertThat(get(form())).contains("This is your own page").doesNotContain("Book the session");
    }

    @Test
    void losesNothingWhereTheSessionIsOver() {
        assertThat(send("My long note", "key-1").statusCode(401).extract().asString())
                .contains("My long note");
    }

    private static String formPath() {
        return "/book?type=Mentoring+session&start=" + at(9).toString().replace(":", "%3A");
    }

    private static ValidatableResponse post(String step, String... fields) {
        var form = WebForms.filled("/")
                .redirects()
                .follow(false)
                .formParam("type", "Mentoring session")
                .formParam("start", at(9).toString());
        for (var i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(BOOK + step).then();
    }

    private static ValidatableResponse send(String note, String key) {
        return WebForms.filled("/")
                .redirects()
                .follow(false)
                .formParam("type", "Mentoring session")
                .formParam("start", at(9).toString())
                .formParam("note", note)
                .formParam("form_key", key)
                .post(BOOK)
                .then();
    }

    private static List<StubApi.Asked> holdsTaken() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST") && asked.uri().endsWith("/holds"))
                .toList();
    }
}
