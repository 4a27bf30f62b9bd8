package org.mentoring.web.book;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookSamples.BOOK;

/** What pages say of a mentor who has no free times. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class NothingFreeTest {

    /** Late in the evening in UTC, when it is the next day in the east. */
    private static final Instant UNTIL =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(70, ChronoUnit.DAYS).plus(23, ChronoUnit.HOURS);

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.holds();
    }

    @ParameterizedTest
    @CsvSource({
        "71, away, Ada is away until ",
        "72, full, All times of Ada are taken until ",
        "73, no-hours, Ada offers no times until "
    })
    void theMentorsPageSaysUntilWhenAndLeadsThere(int number, String reason, String text) {
        var page = mentorPage(number, reason, UNTIL);

        assertThat(page)
                .contains(text, "/book?day=" + UNTIL.atZone(ZoneOffset.UTC).toLocalDate() + "\"", "Next free day:")
                .doesNotContain("no free time in the next two weeks");
    }

    @ParameterizedTest
    @CsvSource({
        "74, away, Ada is away. Nothing is free until ",
        "75, full, All times of Ada are taken until ",
        "76, no-hours, Ada offers no times until "
    })
    void theMentorsPageLeadsToOthersWhereNothingCanBeBooked(int number, String reason, String text) {
        assertThat(mentorPage(number, reason, null))
                .contains(text, "Find another mentor")
                .doesNotContain("/book?day=", "no free time in the next two weeks");
    }

    @Test
    void theMentorsPageSaysThatNoBookingsAreTaken() {
        var id = Samples.id(77);
        StubApi.on("GET", "/mentors/" + id, Samples.mentor(id, "Ada"));
        StubApi.refuse("GET", "/slots", 404, "not-found");

        assertThat(given().get("/mentors/" + id).asString())
                .contains("Ada does not take bookings at present.", "Find another mentor");
    }

    @Test
    void takesTheDayOfTheReader() {
        var id = Samples.id(78);
        StubApi.on("GET", "/mentors/" + id, Samples.mentor(id, "Ada"));
        offer("away", UNTIL);
        var there = LocalDate.ofInstant(UNTIL, ZoneId.of("Asia/Tokyo"));

        assertThat(given().cookie("zone", "Asia/Tokyo").get("/mentors/" + id).asString())
                .contains("/book?day=" + there + "\"");
    }

    @Test
    void theTimesOpenAtTheNextFreeDayAndSayWhyNotBefore() {
        offer("away", UNTIL);

        assertThat(given().get(BOOK).asString())
                .contains("Ada Lovelace is away until ")
                .contains("id=\"day-" + UNTIL.atZone(ZoneOffset.UTC).toLocalDate() + "\"", "class=\"time\"")
                .doesNotContain("have no free times.");
        assertThat(questions()).as("the API has said where to look").isEqualTo(2);
    }

    @Test
    void anEmptyMonthSaysWhyAndLeadsToTheNextFreeDay() {
        offer("full", UNTIL);
        var month = LocalDate.now(ZoneOffset.UTC).toString().substring(0, 7);

        assertThat(given().get(BOOK + "?month=" + month).asString())
                .contains("All times of Ada Lovelace are taken until ", "Next free day:")
                .doesNotContain("No free times in ");
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void sayWhatOneCanDoWhereNothingCanBeBooked() {
        offer("full", null);

        assertThat(given().get(BOOK).asString())
                .contains("one cannot book further ahead yet", "Look again in a few days", "Find another mentor")
                .doesNotContain("Nothing is free until");
    }

    private static long questions() {
        return StubApi.asked().stream()
                .filter(asked -> asked.uri().contains("/slots?"))
                .count();
    }

    private static String mentorPage(int number, String reason, Instant until) {
        // Free times are kept for a while, so that each mentor is asked about once.
        var id = Samples.id(number);
        StubApi.on("GET", "/mentors/" + id, Samples.mentor(id, "Ada"));
        offer(reason, until);
        return given().get("/mentors/" + id).asString();
    }

    /** Nothing is free but one time. */
    private static void offer(String reason, Instant until) {
        StubApi.on("GET", "/slots", request -> {
            var from = request.getParam("from") == null
                    ? Instant.now()
                    : OffsetDateTime.parse(request.getParam("from")).toInstant();
            var to = OffsetDateTime.parse(request.getParam("to")).toInstant();
            var items = new JsonArray();
            if (until != null && !until.isBefore(from) && until.isBefore(to)) {
                items.add(BookSamples.slot(until));
            }
            return new StubApi.Answer(
                    200,
                    "application/json",
                    BookSamples.offered(items, false)
                            .put("unavailable", items.isEmpty() ? BookSamples.unavailable(reason, until) : null)
                            .encode());
        });
    }
}
