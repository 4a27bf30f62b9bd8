package org.mentoring.booking;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.Calls.mentee;
import static org.mentoring.booking.Calls.move;
import static org.mentoring.booking.MentorFixture.in;

/** What a mentor asks about a request before deciding, and what the mentee answers. */
@QuarkusTest
@RealParts
class QuestionTest extends ProposalCase {

    private static final String TYPE = "urn:problem-type:mentoring:";
    private static final String QUESTION = "Which language do you write?\nAnd since when?";
    private static final String ANSWER = "C, since 1988.\nمرحبا";

    @Test
    void asksTheMenteeAndShowsTheMentorTheAnswer() throws Exception {
        var id = requested(in(3, 10, 0));
        get(linus(), id).body("questions", empty()).body("question_open", equalTo(false));
        String expiresAt = get(linus(), id).extract().path("expires_at");

        ask(id, QUESTION)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("status", equalTo("pending"))
                .body("expires_at", equalTo(expiresAt))
                .body("question_open", equalTo(true))
                .body("questions", hasSize(1))
                .body("questions[0].question", equalTo(QUESTION))
                .body("questions[0].asked_at", notNullValue())
                .body("questions[0].answer", nullValue())
                .body("questions[0].answered_at", nullValue());
        get(linus(), id).body("question_open", equalTo(true)).body("questions.question", contains(QUESTION));

        answer(id, ANSWER)
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("status", equalTo("pending"))
                .body("expires_at", equalTo(expiresAt))
                .body("sequence", equalTo(0))
                .body("question_open", equalTo(false));
        get(ada.token(), id)
                .body("questions.answer", contains(ANSWER))
                .body("questions[0].answered_at", notNullValue())
                .body("question_open", equalTo(false));

        act(ada.token(), id, "accept").statusCode(200).body("questions", nullValue());
        get(linus(), id).body("questions.answer", contains(ANSWER));
        var events = published(id, "requested", "question-asked", "question-answered", "confirmed");
        assertThat(events).noneMatch(event -> event.value().contains("\"questions"));
        var asked = new ObjectMapper().readTree(events.get(1).value()).path("question");
        assertThat(asked.path("question").asText()).isEqualTo(QUESTION);
        assertThat(asked.path("answer").isNull()).isTrue();
        var answered = new ObjectMapper().readTree(events.get(2).value()).path("question");
        assertThat(answered.path("question").asText()).isEqualTo(QUESTION);
        assertThat(answered.path("answer").asText()).isEqualTo(ANSWER);
        assertThat(events.getLast().value()).doesNotContain("1988");
    }

    @Test
    void showsNoAddressAndNoTextInLists() {
        var id = requested(in(3, 10, 0));
        ask(id, QUESTION).body("user_email", nullValue());
        answer(id, ANSWER).body("mentor_email", nullValue());
        ask(id, "Why me?").body("user_email", nullValue());
        get(linus(), id).body("mentor_email", nullValue()).body("meeting_url", nullValue());
        get(ada.token(), id).body("user_email", nullValue()).body("meeting_url", nullValue());

        for (var side : List.of(linus(), ada.token())) {
            var listed = as(side).get("/api/v1/bookings").then().statusCode(200);
            listed.body("items.id", contains(id))
                    .body("items[0].questions_asked", equalTo(2))
                    .body("items[0].question_open", equalTo(true))
                    .body("items[0].questions", nullValue());
            assertThat(listed.extract().asString()).doesNotContain("Why me?", "1988");
        }
    }

    @Test
    void letsTheMentorAloneAskAndTheMenteeAloneAnswer() {
        var id = requested(in(3, 10, 0));
        var both = Tokens.of("Linus", linus).roles("mentee", "mentor");
        var mentorToo = Tokens.of("Ada Lovelace", ada.id()).roles("mentee", "mentor");
        ask(linus(), id).statusCode(403);
        ask(both, id).statusCode(403).body("detail", containsString("Only the mentor"));
        ask(admin(), id).statusCode(403);
        ask(MentorFixture.known().token(), id).statusCode(404);
        ask(ada.token(), UUID.randomUUID().toString()).statusCode(404);
        get(ada.token(), id).body("version", equalTo(1));

        ask(id, QUESTION).statusCode(200);
        answer(ada.token(), id).statusCode(403);
        answer(mentorToo, id).statusCode(403).body("detail", containsString("the mentee"));
        answer(admin(), id).statusCode(403);
        answer(mentee(UUID.randomUUID()), id).statusCode(404);
        answer(linus(), UUID.randomUUID().toString()).statusCode(404);
        as(mentee(UUID.randomUUID())).get("/api/v1/bookings/" + id).then().statusCode(404);
        get(linus(), id).body("question_open", equalTo(true));
        get(Tokens.of("Admin", UUID.randomUUID()).roles("admin"), id).body("questions.question", contains(QUESTION));
    }

    @Test
    void asksOneAtATimeAndThreeAtMost() throws Exception {
        var id = requested(in(3, 10, 0));
        answer(linus(), id).statusCode(409).body("type", equalTo(TYPE + "no-question"));
        for (var number = 1; number <= 3; number++) {
            ask(id, "Question " + number).statusCode(200);
            ask(id, "Another").statusCode(409).body("type", equalTo(TYPE + "question-open"));
            answer(id, "Answer " + number).statusCode(200);
            answer(id, "Another").statusCode(409).body("type", equalTo(TYPE + "no-question"));
        }
        ask(id, "A fourth").statusCode(409).body("type", equalTo(TYPE + "too-many-questions"));
        get(linus(), id)
                .body("questions.question", contains("Question 1", "Question 2", "Question 3"))
                .body("questions.answer", contains("Answer 1", "Answer 2", "Answer 3"))
                .body("version", equalTo(7));
    }

    @Test
    void asksOnceHoweverManyComeAtOnce() throws Exception {
        var id = requested(in(3, 10, 0));
        assertThat(atOnce(6, i -> ask(id, "Question " + i).extract().statusCode()))
                .containsOnlyOnce(200)
                .allMatch(status -> status == 200 || status == 409);
        assertThat(atOnce(6, i -> answer(id, "Answer " + i).extract().statusCode()))
                .containsOnlyOnce(200)
                .allMatch(status -> status == 200 || status == 409);
        get(linus(), id).body("questions", hasSize(1)).body("version", equalTo(3));
        published(id, "requested", "question-asked", "question-answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "decline", "cancel", "expire"})
    void asksAndAnswersNothingOnceTheRequestIsDecided(String end) throws Exception {
        var id = requested(in(3, 10, 0));
        ask(id, QUESTION).statusCode(200);
        switch (end) {
            case "cancel" -> act(linus(), id, "cancel").statusCode(200);
            case "expire" -> {
                try (var database = TestDatabase.asSuperuser();
                        var statement = database.prepareStatement(
                                "UPDATE bookings SET expires_at = now() - interval '1 second' WHERE id = ?")) {
                    statement.setObject(1, UUID.fromString(id));
                    statement.executeUpdate();
                }
            }
            default -> act(ada.token(), id, end).statusCode(200);
        }
        answer(id, ANSWER).statusCode(409).body("type", equalTo(TYPE + "booking-not-open"));
        ask(id, "Another").statusCode(409).body("type", equalTo(TYPE + "booking-not-open"));
        if (!end.equals("expire")) {
            get(linus(), id).body("question_open", equalTo(false)).body("questions.question", contains(QUESTION));
        }
    }

    @Test
    void staysOpenWhereTheRequestIsMoved() {
        var id = requested(in(3, 10, 0));
        ask(id, QUESTION).statusCode(200);
        move(linus(), id, in(4, 11, 0)).statusCode(200).body("question_open", equalTo(true));
        answer(id, ANSWER).statusCode(200);
    }

    @Test
    void letsNoSuspendedMentorAsk() throws Exception {
        var id = requested(in(3, 10, 0));
        try (var database = TestDatabase.asSuperuser();
                var statement = database.prepareStatement("UPDATE mentors SET status = 'suspended' WHERE id = ?")) {
            statement.setObject(1, ada.id());
            statement.executeUpdate();
        }
        ask(id, QUESTION).statusCode(409).body("type", equalTo(TYPE + "mentor-suspended"));
    }

    @Test
    void takesTextsAsNotes() {
        var id = requested(in(3, 10, 0));
        for (var text : new String[] {
            "", " \n", "\u3000", "\u200B", "x".repeat(2001), "😀".repeat(2001), "bell \u0007", "turned \u202Etxet"
        }) {
            ask(id, text).statusCode(422).body("errors[0].field", equalTo("question"));
        }
        act(ada.token(), id, "question", "{}").statusCode(422);
        act(ada.token(), id, "question", "{\"text\": \"X\"}").statusCode(400);
        ask(id, "😀".repeat(2000)).statusCode(200);
        for (var text : new String[] {"", "\u200B\u2060", "x".repeat(2001), "bell \u0007", "turned \u202Etxet"}) {
            answer(id, text).statusCode(422).body("errors[0].field", equalTo("answer"));
        }
        answer(id, "हिन्दी 😀").statusCode(200);
    }

    @Test
    void answersARetriedRequestAsTheFirst() throws Exception {
        var id = requested(in(3, 10, 0));
        for (var attempt = 0; attempt < 2; attempt++) {
            keyed(ada.token(), id, "question", QUESTION).statusCode(200).body("version", equalTo(2));
        }
        for (var attempt = 0; attempt < 2; attempt++) {
            keyed(linus(), id, "answer", ANSWER).statusCode(200).body("version", equalTo(3));
        }
        keyed(ada.token(), id, "question", "Another").statusCode(422);
        get(linus(), id).body("questions", hasSize(1));
        published(id, "requested", "question-asked", "question-answered");
    }

    private static ValidatableResponse keyed(Tokens caller, String id, String operation, String text) {
        return as(caller)
                .header("Idempotency-Key", "the-key-" + operation)
                .body(new JsonObject().put(operation, text).encode())
                .post("/api/v1/bookings/" + id + "/" + operation)
                .then();
    }

    private ValidatableResponse ask(String id, String question) {
        return act(
                ada.token(),
                id,
                "question",
                new JsonObject().put("question", question).encode());
    }

    private static ValidatableResponse ask(Tokens caller, String id) {
        return act(caller, id, "question", "{\"question\": \"May I?\"}");
    }

    private ValidatableResponse answer(String id, String answer) {
        return act(linus(), id, "answer", new JsonObject().put("answer", answer).encode());
    }

    private static ValidatableResponse answer(Tokens caller, String id) {
        return act(caller, id, "answer", "{\"answer\": \"You may.\"}");
    }

    private static ValidatableResponse get(Tokens caller, String id) {
        return as(caller).get("/api/v1/bookings/" + id).then().statusCode(200);
    }

    private Tokens linus() {
        return mentee(linus);
    }

    private static Tokens admin() {
        return Tokens.of("Admin", UUID.randomUUID()).roles("admin", "mentor", "mentee");
    }
}
