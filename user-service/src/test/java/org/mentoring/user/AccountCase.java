package org.mentoring.user;

import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.mentoring.kit.test.Tokens;

import static io.restassured.RestAssured.given;

/** A person, and calls with the token of one. */
abstract class AccountCase {

    final UUID id = UUID.randomUUID();

    static ValidatableResponse account(Tokens token) {
        return as(token).get("/api/v1/users/me").then();
    }

    static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.build()).contentType(ContentType.JSON);
    }
}
