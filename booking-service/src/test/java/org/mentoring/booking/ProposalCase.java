package org.mentoring.booking;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.mentoring.kit.test.TestTopics;
import org.mentoring.kit.test.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mentoring.booking.Calls.act;
import static org.mentoring.booking.Calls.book;
import static org.mentoring.booking.MentorFixture.in;
import static org.mentoring.kit.test.TestTopics.events;

/** A mentor who is asked before a session is booked or moved, and a mentee; what tests of requests and proposals share. */
abstract class ProposalCase {

    static final String NO_PROPOSAL = "urn:problem-type:mentoring:no-proposal";
    static final String SLOT_TAKEN = "urn:problem-type:mentoring:slot-taken";

    final UUID linus = UUID.randomUUID();
    MentorFixture ada;

    @BeforeEach
    void aMentorWhoWantsToBeAsked() {
        ada = MentorFixture.available().wanting("\"approval_required\": true");
    }

    String requested(OffsetDateTime start) {
        return book(linus, ada, start).statusCode(201).extract().path("id");
    }

    String confirmed(OffsetDateTime start) {
        var id = requested(start);
        act(ada.token(), id, "accept").statusCode(200);
        return id;
    }

    static ValidatableResponse answer(Tokens caller, String id, String answer) {
        return act(caller, id, "proposal/" + answer);
    }

    List<OffsetDateTime> starts(int day) {
        return Calls.starts(ada, in(day, 0, 0), in(day + 1, 0, 0));
    }

    static OffsetDateTime time(String text) {
        return OffsetDateTime.parse(text);
    }

    static List<ConsumerRecord<String, String>> published(String booking, String... what) throws Exception {
        var events = events("mentoring.bookings", UUID.fromString(booking), what.length);
        assertThat(events)
                .extracting(event -> TestTopics.header(event, "ce_type"))
                .containsExactly(Arrays.stream(what)
                        .map(type -> "org.mentoring.booking." + type + ".v1")
                        .toArray(String[]::new));
        return events;
    }
}
