package org.mentoring.web;

import java.util.regex.Pattern;

import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/** Forms as a browser sends them that was shown a page. */
public final class WebForms {

    private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");

    private WebForms() {}

    public record Token(String token, String browser) {}

    public static Token token(String page) {
        var shown = given().get(page);
        var found = TOKEN.matcher(shown.asString());
        if (!found.find()) {
            throw new AssertionError("There is no form on " + page);
        }
        return new Token(found.group(1), shown.getCookie("browser"));
    }

    /** A form with the hidden fields that the page has. */
    public static RequestSpecification filled(String page) {
        var token = token(page);
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .cookie("browser", token.browser())
                .formParam("form_token", token.token());
    }
}
