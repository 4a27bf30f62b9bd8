package org.mentoring.booking;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.TestDatabase;
import org.mentoring.kit.test.Tokens;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.booking.Calls.as;
import static org.mentoring.booking.Calls.atOnce;
import static org.mentoring.booking.MentorFixture.in;

/** Clients that go away in the middle: what they began ends by itself, and its connection to the database is free again. */
@QuarkusTest
@RealParts
class DisconnectTest {

    /** As many as the pool has connections, and some who queue for one. */
    private static final int CLIENTS = 24;

    private static final String POOL = """
            SELECT count(*) FROM pg_stat_activity WHERE usename = 'booking_app'
            """;

    @TestHTTPResource
    URI service;

    @Test
    void leavesNoConnectionBehindWhenClientsGoAwayWhileTheyWaitForTheDatabase() throws Exception {
        var mentor = MentorFixture.available();
        var clients = new ArrayList<Socket>();
        try (var database = TestDatabase.asSuperuser()) {
            // Everybody who wants to book waits for this.
            database.setAutoCommit(false);
            execute(database, "SELECT lock_person('" + mentor.id() + "')");
            for (var i = 0; i < CLIENTS; i++) {
                clients.add(send(mentor, in(3 + i / 8, 9 + i % 8, 0), 0));
            }
            try (var observer = TestDatabase.asSuperuser()) {
                await().atMost(2, MINUTES)
                        .until(() -> TestDatabase.count(observer, POOL + " AND wait_event_type = 'Lock'") >= 10);
                for (var client : clients) {
                    client.close();
                }
                database.rollback();
                assertAllConnectionsAreFree(observer);
                assertThat(TestDatabase.count(
                                observer,
                                "SELECT count(*) FROM bookings WHERE mentor_id = ?",
                                mentor.id().toString()))
                        .isPositive();
            }
        }
        assertAsManyAsEverCanBeServedAtOnce();
    }

    @Test
    void leavesNothingBehindOfARequestThatWasNeverSentToItsEnd() throws Exception {
        var mentor = MentorFixture.available();
        for (var i = 0; i < CLIENTS; i++) {
            send(mentor, in(3, 10, 0), 20).close();
        }
        try (var observer = TestDatabase.asSuperuser()) {
            assertAllConnectionsAreFree(observer);
            assertThat(TestDatabase.count(
                            observer,
                            "SELECT count(*) FROM bookings WHERE mentor_id = ?",
                            mentor.id().toString()))
                    .isZero();
        }
        assertAsManyAsEverCanBeServedAtOnce();
    }

    private static void assertAllConnectionsAreFree(Connection observer) {
        await().atMost(2, MINUTES)
                .until(() ->
                        TestDatabase.count(observer, POOL + " AND (state <> 'idle' OR xact_start IS NOT NULL)") == 0);
    }

    private static void assertAsManyAsEverCanBeServedAtOnce() throws Exception {
        var mentor = MentorFixture.available();
        List<Integer> statuses = atOnce(
                CLIENTS,
                i -> as(Tokens.of("Ken", UUID.randomUUID()).roles("mentee"))
                        .body(mentor.booking(in(3 + i / 8, 9 + i % 8, 0)))
                        .post("/api/v1/bookings")
                        .statusCode());
        assertThat(statuses).containsOnly(201);
    }

    /** Sends a request to book as plain bytes, all but the last so many. */
    private Socket send(MentorFixture mentor, OffsetDateTime start, int missing) throws IOException {
        var body = mentor.booking(start);
        var head = """
                POST /api/v1/bookings HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(
                        Tokens.of("Linus", UUID.randomUUID()).roles("mentee").build(), body.length());
        var bytes = (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII);
        var socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream().write(bytes, 0, bytes.length - missing);
        return socket;
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
