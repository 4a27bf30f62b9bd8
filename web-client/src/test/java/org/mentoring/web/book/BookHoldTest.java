package org.mentoring.web.book;

import java.time.temporal.ChronoUnit;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
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
import static org.mentoring.web.book.BookCalls.form;
import static org.mentoring.web.book.BookCalls.get;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.at;

/** A time is held for the person who has chosen it, until it is booked or given back. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class BookHoldTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
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
    void keepsTheTimeLongerWithWhatWasTyped() {
        var answer = post("/keep", "note", "Half a sent").statusCode(303).extract();

        assertThat(holdsTaken()).hasSize(1);
        assertThat(given().urlEncodingEnabled(false)
                        .cookie("draft", answer.cookie("draft"))
                        .get(form())
                        .asString())
                .contains("Half a sent</textarea>");
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

    private static List<StubApi.Asked> holdsTaken() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST") && asked.uri().endsWith("/holds"))
                .toList();
    }
}
