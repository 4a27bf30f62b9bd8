package org.mentoring.web.browser;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.StubApi;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "Ada Lovelace", roles = "mentor")
class MentorPagesTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({
        "requests, /requests",
        "propose, /requests/" + FIRST + "/propose",
        "agenda, /agenda",
        "agenda-list, /agenda?view=list",
        "profile, /profile",
        "applied, /apply",
        "reviews, /reviews",
        "calendars, /calendars"
    })
    void axeFindsNothing(String name, String path) {
        if (path.startsWith("/requests")) {
            MentorSamples.stubRequests();
        } else if (path.startsWith("/agenda")) {
            MentorSamples.stubSessions();
        } else {
            MentorSamples.stubProfile();
        }
        assertGoodInEverySetup(open(path, Setup.of(1440, false)), name);
        var arabic = open(path, Setup.of(360, false).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-360-light-ar");
        assertAccessible(arabic);
        assertFits(arabic);
    }

    private static final String FIRST = "0197c1e2-1d2c-7a10-8f00-000000000041";
}
