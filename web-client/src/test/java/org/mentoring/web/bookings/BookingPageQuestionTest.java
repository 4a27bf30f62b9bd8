package org.mentoring.web.bookings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.Samples;
import org.mentoring.web.StubApi;
import org.mentoring.web.book.BookSamples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.mentoring.web.book.BookSamples.LINUS;
import static org.mentoring.web.book.BookSamples.asked;
import static org.mentoring.web.book.BookSamples.at;
import static org.mentoring.web.book.BookSamples.booking;
import static org.mentoring.web.bookings.BookingPageCalls.PAGE;
import static org.mentoring.web.bookings.BookingPageCalls.get;
import static org.mentoring.web.bookings.BookingPageCalls.post;
import static org.mentoring.web.bookings.BookingPageCalls.sent;
import static org.mentoring.web.bookings.BookingPageCalls.stands;

/** What the mentor asks about a request before deciding, and what the mentee answers. */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
@TestSecurity(user = "linus", roles = "mentee")
@OidcSecurity(claims = @Claim(key = "sub", value = LINUS))
class BookingPageQuestionTest {

    @BeforeEach
    void stub() {
        StubApi.reset();
        Samples.stub();
        BookSamples.offer(BookSamples.usual(), false);
    }

    @Test
    void showsTheMenteeWhatTheMentorAsksAndSendsTheAnswer() {
        stands(asked("C, since 1988", null));
        StubApi.on("POST", PAGE + "/answer", asked("C, since 1988", "Yes"));

        assertThat(get(PAGE))
                .containsSubsequence(
                        "Ada Lovelace asks</h2>", "And since when?", "Ada Lovelace can decide until", "Your answer")
                .containsSubsequence("Questions and answers", "And since when?", "You answered", "C, since 1988")
                .doesNotContain("There is no answer.", "Ask a question");
        post(PAGE + "/answer", "answer", "Yes,\r\nI do.").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().uri()).endsWith(PAGE + "/answer");
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
        assertThat(new JsonObject(sent().body())).isEqualTo(new JsonObject().put("answer", "Yes,\nI do."));
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void letsTheMentorAskBeforeDeciding() {
        stands(asked("C, since 1988"));
        StubApi.on("POST", PAGE + "/question", asked("C, since 1988", null));

        assertThat(get(PAGE))
                .contains("action=\"" + PAGE + "/question\"", "The request still ends at this time")
                .containsSubsequence("You asked", "And since when?", "Linus Torvalds answered", "C, since 1988");
        post(PAGE + "/question", "question", "Why me?").statusCode(303).header("Location", endsWith(PAGE));
        assertThat(sent().headers()).containsEntry("idempotency-key", "key-1");
        assertThat(new JsonObject(sent().body())).isEqualTo(new JsonObject().put("question", "Why me?"));
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void offersNoQuestionWhileOneIsOpenOrAfterTheThird() {
        stands(asked("C", null));
        assertThat(get(PAGE))
                .contains("The answer to your question is still to come.", "There is no answer.", ">Accept<")
                .doesNotContain("action=\"" + PAGE + "/question\"");

        stands(asked("C", "Yes", "No"));
        assertThat(get(PAGE)).contains(">Accept<").doesNotContain("action=\"" + PAGE + "/question\"", "still to come");
    }

    @Test
    void keepsQuestionsOfARequestThatIsDecided() {
        stands(asked("C, since 1988", null).put("status", "confirmed").put("question_open", false));

        assertThat(get(PAGE))
                .contains("C, since 1988", "There is no answer.")
                .doesNotContain(PAGE + "/answer", PAGE + "/question");
    }

    @Test
    void givesAnAnswerBackThatIsEmptyTooLongOrRefused() {
        stands(asked((String) null));

        assertThat(post(PAGE + "/answer", "answer", " ")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("href=\"#answer\"", "Write your answer first.");
        assertThat(post(PAGE + "/answer", "answer", "😀".repeat(2001))
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("longer than 2,000 characters")
                .containsPattern("<textarea id=\"answer\"[^>]*aria-invalid=\"true\"[^>]*>(😀){2001}<");
        assertThat(StubApi.asked()).noneMatch(asked -> asked.method().equals("POST"));

        StubApi.refuse("POST", PAGE + "/answer", 409, "no-question");
        assertThat(post(PAGE + "/answer", "answer", "Since 1988")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("There is no question to answer any more.", ">Since 1988</textarea>");
    }

    @Test
    @OidcSecurity(claims = @Claim(key = "sub", value = Samples.ADA))
    void givesAQuestionBackThatIsRefusedWithItsFormOpen() {
        stands(booking(at(9), "pending"));
        StubApi.refuse("POST", PAGE + "/question", 409, "too-many-questions");

        assertThat(post(PAGE + "/question", "question", "Why me?")
                        .statusCode(422)
                        .extract()
                        .asString())
                .contains("You have asked three questions about this request.", ">Why me?</textarea>")
                .containsPattern("<details class=\"reveal\" open><summary[^>]*>Ask a question")
                .containsPattern("<details class=\"reveal\"><summary[^>]*>Decline");
    }
}
