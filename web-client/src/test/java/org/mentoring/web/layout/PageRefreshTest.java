package org.mentoring.web.layout;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.StubApi;
import org.mentoring.web.requests.RequestSamples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "ada", roles = "mentor")
class PageRefreshTest {

    private static final String PAGE = "/requests";

    @BeforeEach
    void stub() {
        StubApi.reset();
        RequestSamples.stub();
    }

    @Test
    void answersAPageThatSaysTheSameWithoutIt() {
        var first = again("");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.getHeader("ETag")).startsWith("W/\"");

        var same = again(first.getHeader("ETag"));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.asString()).isEmpty();
        assertThat(same.getHeader("Cache-Control")).isEqualTo(first.getHeader("Cache-Control"));
    }

    @Test
    void answersWithThePageOnceItSaysSomethingElse() {
        var tag = again("").getHeader("ETag");
        StubApi.on("GET", "/bookings", MentorSamples.list());

        var changed = again(tag);

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.asString()).contains("No open requests");
    }

    @Test
    void givesPagesThatAPersonOpensNoTag() {
        assertThat(given().get(PAGE).getHeader("ETag")).isNull();
    }

    private static Response again(String tag) {
        return given().header("X-Refresh", "yes").header("If-None-Match", tag).get(PAGE);
    }
}
