package org.mentoring.benchmark.campaign;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Inserts data that people need in a campaign and cannot create through the API in time. */
final class TestData {

    private final ServiceDatabases databases;

    TestData(ServiceDatabases databases) {
        this.databases = databases;
    }

    /** Completed sessions of the mentee with these mentors, so many with each. */
    List<UUID> addSessions(UUID mentee, Set<UUID> mentors, int each) throws SQLException {
        var added = new ArrayList<UUID>();
        try (var database = databases.connect("review");
                var insert = database.prepareStatement(
                        "INSERT INTO sessions (session_id, mentor_id, mentee_id, status) VALUES (?, ?, ?, 'completed')")) {
            for (var i = 0; i < each; i++) {
                for (var mentor : mentors) {
                    var session = UUID.randomUUID();
                    insert.setObject(1, session);
                    insert.setObject(2, mentor);
                    insert.setObject(3, mentee);
                    insert.executeUpdate();
                    added.add(session);
                }
            }
        }
        return added;
    }

    /** Raises all limits, so that earlier bookings of a mentee cause no refusal, and has one mentor approve requests. */
    void raiseLimits(UUID withApproval) throws SQLException {
        try (var database = databases.connect("booking");
                var change = database.prepareStatement("""
                        INSERT INTO booking_terms (mentor_id, approval_required, most_standing_per_mentee,
                                                   most_changes_per_mentee_and_day, most_moves_per_booking)
                        SELECT mentor_id, mentor_id = ?, 1000, 1000, 1000 FROM schedules
                        ON CONFLICT (mentor_id) DO UPDATE SET approval_required = excluded.approval_required,
                            most_standing_per_mentee = 1000, most_changes_per_mentee_and_day = 1000, most_moves_per_booking = 1000
                        """)) {
            change.setObject(1, withApproval);
            change.executeUpdate();
        }
    }
}
