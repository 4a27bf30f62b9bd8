package org.mentoring.web.book;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.web.book.BookCalls.form;
import static org.mentoring.web.book.BookCalls.get;
import static org.mentoring.web.book.BookSamples.BOOK;
import static org.mentoring.web.book.BookSamples.at;

/** The free times of a mentor, by day and by month. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class FreeTimesTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
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
    void readsNonsenseInTheAddressAsNothing() {
        assertThat(get(BOOK + "?month=2027-99&day=tomorrow&start=%00&zone=%3Cb%3E"))
                .contains("Morning");
        BookSamples.offer(BookSamples.usual(), false);
        StubApi.refuse("GET", "/slots", 404, "not-found");
        assertThat(get(BOOK)).contains("does not take bookings at present");
    }
}
