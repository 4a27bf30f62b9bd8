package org.mentoring.web.browser;

import org.junit.jupiter.api.BeforeEach;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

/** The page on which people book, with free times. */
abstract class BookPageCase extends BrowserTest {

    static final Setup WIDE = Setup.of(1440, false).in("en-GB", "UTC");

    @BeforeEach
    void offer() {
        BookSamples.offer(BookSamples.usual(), true);
        BookSamples.holds();
        StubApi.on("GET", "/bookings", BookSamples.page());
    }
}
