package org.mentoring.web.browser;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.admin.AdminSamples;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "Root", roles = "admin")
class AdminPagesTest extends BrowserTest {

    @BeforeEach
    void stubWhatAdminsFind() {
        AdminSamples.stub();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/applications",
                "/applications/decide?decision=decline&id=0197c1e2-1d2c-7a10-8f00-000000000011",
                "/mentors",
                "/mentors/suspended",
                "/mentors/" + Samples.ADA,
                "/tags",
                "/tags/0197c1e2-1d2c-7a10-8f00-000000000021",
                "/reviews",
                "/disputes",
                "/mails",
                "/mails/resend?id=0197c1e2-1d2c-7a10-8f00-000000000061",
                "/dead-letters",
                "/dead-letters/0197c1e2-1d2c-7a10-8f00-000000000041",
                "/events",
                "/reports",
                "/erasures"
            })
    void axeFindsNothing(String path) {
        var name = "admin"
                + path.replaceAll("[?].*", "").replaceAll("/0197.*", "-one").replace('/', '-');
        var arabic = view("/admin" + path, Setup.of(320, false).in("ar-EG", "Africa/Cairo"));
        picture(arabic, name + "-320-light-ar");
        assertAccessible(arabic);
        assertFits(arabic);

        assertFitsInGerman("/admin" + path, name);
        assertGoodInEverySetup(view("/admin" + path, Setup.of(1440, false)), name);
    }
}
