package org.mentoring.web.admin;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.StubApi.Asked;
import org.mentoring.web.WebForms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "root", roles = "admin")
class TagsTest {

    private static final String ONE = "/admin/tags/" + Samples.id(21);

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        AdminSamples.stub();
    }

    @Test
    void showsHowManyMentorsHaveATagAndItsAliases() {
        assertThat(given().get("/admin/tags").asString())
                .contains("C &amp; C++", "2 mentors have it", "No mentor has it", "<bdi>compiler construction</bdi>");
        assertThat(given().get(ONE).asString())
                .contains("name=\"name\" type=\"text\" value=\"compilers\"", ">compiler construction</textarea>");
    }

    @Test
    void changesTheNameAndTheAliasesOfTheVersionThatWasSeen() {
        StubApi.on("PUT", "/expertise-tags/" + Samples.id(21), new JsonObject().put("name", "Compiler design"));

        send(
                form("Compiler design", " compilers\r\n\r\nparsers, lexers\nparsers ")
                        .formParam("version", "4"),
                ONE + "/change");

        var sent = sent("PUT", Samples.id(21));
        assertThat(sent.headers()).containsEntry("if-match", "\"4\"");
        assertThat(new JsonObject(sent.body()))
                .isEqualTo(new JsonObject()
                        .put("name", "Compiler design")
                        .put(
                                "aliases",
                                new JsonArray().add("compilers").add("parsers").add("lexers")));
    }

    @Test
    void showsWhatSomebodyElseChangedAndTakesAFormThatIsSentTwice() {
        StubApi.refuse("PUT", "/expertise-tags/.*", 412, "stale-version");

        var stale = send(form("Mine", "own").formParam("version", "3"), ONE + "/change");
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.asString())
                .contains("Somebody changed this in the meantime", "<bdi>compilers</bdi>", "<bdi>Mine</bdi>")
                .contains("<bdi>compiler construction</bdi>", "<bdi>own</bdi>")
                .contains("value=\"Mine\"", ">own</textarea>", "name=\"version\" value=\"4\"");

        assertThat(send(form("compilers", "compiler construction").formParam("version", "3"), ONE + "/change")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void saysWhichNameIsTakenByWhichTag() {
        StubApi.refuse("POST", "/expertise-tags", 409, "conflict");
        assertThat(send(WebForms.filled("/admin").formParam("name", "COMPILER Construction"), "/admin/tags")
                        .asString())
                .contains("“COMPILER Construction” is a name of the topic “compilers” already")
                .contains("value=\"COMPILER Construction\"");

        StubApi.refuse("PUT", "/expertise-tags/.*", 409, "conflict");
        var refused = send(form("compilers", "parsers\nNegotiation").formParam("version", "4"), ONE + "/change");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString())
                .contains("“Negotiation” is a name of the topic “negotiation” already", "id=\"aliases-wrong\"")
                .contains(">parsers\nNegotiation</textarea>", "name=\"version\" value=\"4\"")
                .doesNotContain("id=\"name-wrong\"");
    }

    @Test
    void saysWhatIsWrongWithAliasesAtTheirField() {
        StubApi.on(
                "PUT",
                "/expertise-tags/.*",
                request -> new StubApi.Answer(
                        422,
                        "application/problem+json",
                        new JsonObject()
                                .put("type", "urn:problem-type:mentoring:invalid")
                                .put("title", "Invalid")
                                .put("status", 422)
                                .put(
                                        "errors",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("field", "aliases[1]")
                                                        .put("message", "is given twice")))
                                .encode()));

        assertThat(send(form("compilers", "a\nA").formParam("version", "4"), ONE + "/change")
                        .asString())
                .contains("At most 20 short names", "id=\"aliases-wrong\"")
                .doesNotContain("id=\"name-wrong\"");
    }

    @Test
    void mergesTagsUnlessTheyHaveTooManyNames() {
        StubApi.on("POST", "/expertise-tags/.*/merge", new JsonObject().put("name", "C & C++"));
        send(WebForms.filled("/admin").formParam("into", Samples.id(22)), ONE + "/merge");
        assertThat(new JsonObject(sent("POST", "/merge").body()).getString("into"))
                .isEqualTo(Samples.id(22));

        StubApi.refuse("POST", "/expertise-tags/.*/merge", 409, "conflict");
        var refused = send(WebForms.filled("/admin").formParam("into", Samples.id(22)), ONE + "/merge");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("more than 20 further names");
    }

    @Test
    void deletesATagFromItsMentorsWhenToldTo() {
        StubApi.refuse("DELETE", "/expertise-tags/.*", 409, "conflict");
        var refused = send(WebForms.filled("/admin"), ONE + "/delete");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("Tick the box to take it from them");

        StubApi.on("DELETE", "/expertise-tags/.*", request -> new StubApi.Answer(204, "application/json", ""));
        assertThat(send(WebForms.filled("/admin").formParam("from_mentors", "yes"), ONE + "/delete")
                        .statusCode())
                .isEqualTo(303);
        assertThat(StubApi.asked()).anyMatch(asked -> asked.uri().endsWith("from_mentors=true"));
    }

    private static RequestSpecification form(String name, String aliases) {
        return WebForms.filled("/admin").formParam("name", name).formParam("aliases", aliases);
    }

    private static Response send(RequestSpecification form, String path) {
        return form.redirects().follow(false).post(path);
    }

    private static Asked sent(String method, String end) {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals(method) && asked.uri().endsWith(end))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
