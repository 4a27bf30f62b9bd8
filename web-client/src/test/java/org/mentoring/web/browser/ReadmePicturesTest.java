package org.mentoring.web.browser;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

/** Takes the pictures of the README: into {@code docs/pictures} where {@code -Dpictures} is given, else among the others. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class ReadmePicturesTest extends BrowserTest {

    private static final Setup SETUP = Setup.of(1280, false).in("en-GB", "Europe/Berlin");
    private static final Path FOLDER =
            Path.of(System.getProperty("pictures") == null ? "target/screens" : "../docs/pictures");

    @Test
    void takesTheChoiceOfATime() {
        BookSamples.offer(
                IntStream.of(0, 1, 2, 5, 6, 8, 9, 13)
                        .boxed()
                        .flatMap(days -> BookSamples.usual().stream().map(time -> time.plus(days, ChronoUnit.DAYS)))
                        .toList(),
                true);
        BookSamples.holds();

        take(open(BookSamples.BOOK, SETUP), "booking");
    }

    @Test
    @TestSecurity(user = "Ada Lovelace", roles = "mentor")
    void takesTheHoursOfAWeek() {
        MentorSamples.stub();

        take(open("/availability", SETUP), "availability");
    }

    private static void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
