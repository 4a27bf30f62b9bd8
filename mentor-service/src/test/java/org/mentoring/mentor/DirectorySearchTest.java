package org.mentoring.mentor;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.mentoring.mentor.DirectoryFixture.approve;
import static org.mentoring.mentor.DirectoryFixture.find;
import static org.mentoring.mentor.DirectoryFixture.mentor;
import static org.mentoring.mentor.DirectoryFixture.tag;

/** Mentors are found by words, in any script. */
@QuarkusTest
@RealParts
class DirectorySearchTest {

    /** Keeps what one test finds apart from what the others made. */
    private final String tag = "field-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"Lovelace", "lovelase", "LOVE", "poetical scien", "'engines, analytical'"})
    void findsByBeginningsOfWordsAndDespiteMisspeltNames(String words) {
        tag(tag);
        var ada = mentor("Ada Lovelace", "Poetical science of analytical engines", tag);
        var alan = mentor("Alan Turing", "Machines that compute", tag);
        approve(ada);
        approve(alan);
        given().queryParam("tag", tag)
                .queryParam("q", words)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.id", contains(ada.toString()));
    }

    @ParameterizedTest
    @CsvSource({"José, jose", "jose, José", "Łukasz, lukasz", "Straßer, STRASSER", "Åsa Ñandú, asa nandu"})
    void findsWhateverTheAccents(String name, String words) {
        var accented = "élan " + UUID.randomUUID();
        tag(accented);
        var mentor = mentor(name, "", accented);
        approve(mentor);

        given().queryParam("tag", accented.replace("é", "E"))
                .queryParam("q", words)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.id", contains(mentor.toString()));
    }

    @Test
    void acceptsAnyText() {
        for (var words : List.of(
                "' OR 1=1 --", "a & | !b <-> (c", "%_\\", "++", ":*", "日本", "x".repeat(200), "😀".repeat(200))) {
            given().queryParam("q", words).get("/api/v1/mentors").then().statusCode(200);
        }
        for (var words : List.of("a\0b", "x".repeat(201))) {
            given().queryParam("q", words).get("/api/v1/mentors").then().statusCode(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "田中太郎, 田中",
        "田中太郎, 太郎",
        "田中 太郎, 田中太郎",
        "김 서연, 김서연",
        "王小明, 小明",
        "สมชาย ใจดี, ใจดี",
        "Ada, 学習",
        "Ada, 과학",
        "Ada, เว็บ"
    })
    void findsWordsOfScriptsWithoutSpacesWhereverTheyStand(String name, String words) {
        tag(tag);
        var mentor = mentor(name, "機械学習と데이터과학とพัฒนาเว็บไซต์", tag);
        approve(mentor);
        given().queryParam("tag", tag)
                .queryParam("q", words)
                .get("/api/v1/mentors")
                .then()
                .statusCode(200)
                .body("items.id", contains(mentor.toString()));
    }

    @Test
    void findsNobodyWhereNoWordIsSearchedForAndEverybodyWhereNothingIs() {
        tag(tag);
        approve(mentor("Ada", "", tag));
        for (var words : List.of("🎨", " ", "!!!", "。")) {
            given().queryParam("tag", tag)
                    .queryParam("q", words)
                    .get("/api/v1/mentors")
                    .then()
                    .statusCode(200)
                    .body("items", empty())
                    .body("total", equalTo(0));
        }
        find("q", "").body("total", greaterThan(0));
        find("tag", tag).body("total", equalTo(1));
    }
}
