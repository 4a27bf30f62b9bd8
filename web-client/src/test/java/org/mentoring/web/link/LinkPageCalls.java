package org.mentoring.web.link;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.mentoring.web.book.BookSamples.BOOKING;
import static org.mentoring.web.link.LinkSamples.PAGE;
import static org.mentoring.web.link.LinkSamples.TOKEN;

/** The page of a link, opened with its token, and what is sent from it. */
final class LinkPageCalls {

    static final String COOKIE = "link-" + BOOKING;

    private LinkPageCalls() {}

    static void stands(JsonObject linked) {
        StubApi.on("GET", PAGE, linked);
    }

    static RequestSpecification opened() {
        return given().cookie(COOKIE, TOKEN);
    }

    static String show() {
        return opened().get(PAGE).then().statusCode(200).extract().asString();
    }

    static ValidatableResponse post(String form, String... fields) {
        var request = WebForms.filled("/")
                .cookie(COOKIE, TOKEN)
                .redirects()
                .follow(false)
                .formParam("form_key", "key-1");
        for (var i = 0; i < fields.length; i += 2) {
            request.formParam(fields[i], fields[i + 1]);
        }
        return request.post(PAGE + form).then();
    }

    static StubApi.Asked sent() {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .reduce((one, later) -> later)
                .orElseThrow();
    }
}
