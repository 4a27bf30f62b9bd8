package org.mentoring.mentor;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;

/** What the tests of this service share. */
final class Calls {

    private Calls() {}

    static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.build()).contentType(ContentType.JSON);
    }
}
