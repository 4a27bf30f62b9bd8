package org.mentoring.mentor;

import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.mentoring.mentor.Calls.as;

/** Further names of tags. */
@QuarkusTest
@RealParts
class ExpertiseAliasTest extends MentorCase {

    private static final String TAGS = "/api/v1/expertise-tags";

    private final String name = word();
    private final String alias = word();

    @Test
    void findsATagAndItsMentorsByAnAliasAsLongAsItHasIt() {
        var tag = add(name, alias);
        apply();
        decide("approve", 200);

        have(alias.toUpperCase(Locale.ROOT)).body("expertise", contains(name));

        for (var query : new String[] {"q=" + alias, "q=" + alias.substring(0, 20), "tag=" + upper(alias)}) {
            given().get("/api/v1/mentors?" + query).then().body("items.id", contains(id.toString()));
        }
        for (var part : new String[] {alias, upper(alias).substring(3, 20), name.substring(3, 20)}) {
            given().get(TAGS + "?q=" + part)
                    .then()
                    .body("items.id", contains(tag))
                    .body("items[0].aliases", contains(alias));
        }
        given().get(TAGS + "?q=" + word()).then().body("items", empty());

        change(tag, 1, name, word(), word()).statusCode(200).header("ETag", "\"2\"");

        for (var query : new String[] {"q=" + alias, "tag=" + alias}) {
            given().get("/api/v1/mentors?" + query).then().body("items", empty());
        }
        given().get("/api/v1/mentors?q=" + name).then().body("items.id", contains(id.toString()));
    }

    @Test
    void findsMentorsByAnAliasThatIsAddedToATagOfTheirs() {
        var tag = add(name);
        apply();
        decide("approve", 200);
        have(name);
        var version = as(ada).get("/api/v1/mentors/me").header("ETag");

        change(tag, 1, name, alias).statusCode(200).body("aliases", contains(alias));

        given().get("/api/v1/mentors?q=" + alias)
                .then()
                .body("items.id", contains(id.toString()))
                .body("items[0].expertise", contains(name));
        // Nothing of the mentor is another.
        assertThat(as(ada).get("/api/v1/mentors/me").header("ETag")).isEqualTo(version);
    }

    /** Of some letters Java and PostgreSQL make different small ones. */
    @Test
    void takesATagByItsNameInAnyAlphabet() {
        var turkish = "\u0130zmir " + name;
        var greek = "\u039F\u0394\u039F\u03A3 " + name;
        add(turkish);
        add(greek);
        apply();

        have(turkish).body("expertise", contains(turkish));
        have(turkish.toUpperCase(Locale.ROOT)).body("expertise", contains(turkish));
        have(greek).body("expertise", contains(greek));
    }

    @Test
    void keepsNamesAndAliasesOfAllTagsApartWhateverTheirCase() {
        var tag = add(name, alias);
        var other = add(word());

        for (var taken : new String[] {name, upper(name), alias, upper(alias)}) {
            post(taken).statusCode(409);
            post(word(), taken).statusCode(409);
            change(other, 1, taken).statusCode(409);
            change(other, 1, word(), word(), taken).statusCode(409);
        }
        change(tag, 1, name, alias, upper(alias)).statusCode(422).body("errors.field", contains("aliases[1]"));
        change(tag, 1, name, upper(name)).statusCode(422).body("errors.field", contains("aliases[0]"));
        change(tag, 2, name, alias).statusCode(412);
        given().get(TAGS + "?q=" + name).then().body("items[0].aliases", contains(alias));
        // What is removed is free again.
        as(ADMIN).delete(TAGS + "/" + tag).then().statusCode(204);
        add(alias, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\\nlines", "a, b", "invisible\\u200Bspace", "   ", "\\u0000"})
    void refusesAliasesThatNobodyCouldAskFor(String wrong) {
        post(name, word(), wrong).statusCode(422).body("errors.field", hasItem(startsWith("aliases[1]")));
    }

    @Test
    void takesTwentyAliasesOfFiftyCharactersAndNoMore() {
        var twenty = words(20);
        add(name, twenty);
        post(word(), words(21)).statusCode(422).body("errors.field", contains("aliases"));
        post(word(), "x".repeat(51)).statusCode(422).body("errors.field", contains(startsWith("aliases[0]")));
        post(word(), (alias + "-".repeat(50)).substring(0, 50)).statusCode(201);
    }

    @Test
    void exchangesTheNameWithAnAliasAndKeepsAliasesThatAreNotSent() {
        var tag = add(name, alias);

        change(tag, 1, alias, name).statusCode(200).body("name", equalTo(alias)).body("aliases", contains(name));
        rename(tag, 2, word()).statusCode(200).body("aliases", contains(name));
        rename(tag, 3, name).statusCode(200).body("name", equalTo(name)).body("aliases", empty());
    }

    @Test
    void findsAMergedTagByItsNamesAndTheOneItWasMergedInto() {
        var stays = word();
        var own = word();
        var into = add(stays, own);
        var gone = add(name, alias);
        apply();
        decide("approve", 200);
        have(name);

        merge(gone, into)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo(stays))
                .body("aliases", containsInAnyOrder(own, name, alias));

        for (var query : new String[] {"tag=" + name, "q=" + name, "q=" + alias, "q=" + own}) {
            given().get("/api/v1/mentors?" + query)
                    .then()
                    .body("items.id", contains(id.toString()))
                    .body("items[0].expertise", contains(stays));
        }
        have(name).body("expertise", contains(stays));
        post(name).statusCode(409);
    }

    @Test
    void refusesToMergeTagsThatHaveTooManyNamesTogether() {
        var into = add(word(), words(12));
        var gone = add(name, words(8));

        merge(gone, into).statusCode(409);

        given().get(TAGS + "?q=" + name).then().body("items.id", contains(gone));
    }

    private static String add(String name, String... aliases) {
        return post(name, aliases)
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("aliases", containsInAnyOrder(aliases))
                .extract()
                .path("id");
    }

    private static ValidatableResponse post(String name, String... aliases) {
        return as(ADMIN).body(json(name, aliases)).post(TAGS).then();
    }

    private static ValidatableResponse change(String tag, int version, String name, String... aliases) {
        return as(ADMIN)
                .header("If-Match", "\"" + version + "\"")
                .body(json(name, aliases))
                .put(TAGS + "/" + tag)
                .then();
    }

    private static ValidatableResponse rename(String tag, int version, String name) {
        return as(ADMIN)
                .header("If-Match", "\"" + version + "\"")
                .body("{\"name\": \"" + name + "\"}")
                .put(TAGS + "/" + tag)
                .then();
    }

    private static ValidatableResponse merge(String tag, String into) {
        return as(ADMIN)
                .body("{\"into\": \"" + into + "\"}")
                .post(TAGS + "/" + tag + "/merge")
                .then();
    }

    private ValidatableResponse have(String tag) {
        return as(ada).header("If-Match", as(ada).get("/api/v1/mentors/me").header("ETag"))
                .body("{\"tags\": [\"" + tag + "\"]}")
                .put("/api/v1/mentors/me/expertise")
                .then()
                .statusCode(200);
    }

    private static String json(String name, String... aliases) {
        return "{\"name\": \"%s\", \"aliases\": [%s]}"
                .formatted(
                        name, Stream.of(aliases).map(one -> "\"" + one + "\"").collect(Collectors.joining(", ")));
    }

    private static String[] words(int count) {
        return IntStream.range(0, count).mapToObj(i -> word()).toArray(String[]::new);
    }

    /** Nobody has used it before. */
    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
