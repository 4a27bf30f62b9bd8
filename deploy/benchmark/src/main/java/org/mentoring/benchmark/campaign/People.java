package org.mentoring.benchmark.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.mentoring.benchmark.RealmPeople;
import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;

import static org.awaitility.Awaitility.await;

/**
 * The people of a campaign; they are kept for the next one.
 *
 * @param mentees by their logins
 * @param mentors by their logins; the first approves each request, and the last is suspended repeatedly
 * @param slots the starts that mentors offer, by the mentor's id
 */
record People(Map<String, UUID> mentees, Map<String, UUID> mentors, Map<UUID, List<String>> slots) {

    static final String ADMIN = "admin";
    private static final String MENTEE = "campaign-mentee-";
    private static final String MENTOR = "campaign-mentor-";
    private static final int MENTEES_FOR_A_MENTOR = 3;
    private static final int DAYS = 58;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** Signs up those who are missing; a mentor for every three mentees. */
    static People signUp(Api api, RealmPeople realm, int count) throws Exception {
        var mentors = Math.max(2, count / (MENTEES_FOR_A_MENTOR + 1));
        var people = new People(new LinkedHashMap<>(), new LinkedHashMap<>(), new HashMap<>());
        for (var login : realm.signUp(MENTEE, count - mentors)) {
            people.mentees.put(login, id(api.as(login), "/api/v1/users/me", "user_id"));
        }
        for (var login : realm.signUp(MENTOR, mentors)) {
            var id = becomeMentor(api, login);
            people.mentors.put(login, id);
            people.slots.put(id, slots(api, id, Instant.now()));
        }
        return people;
    }

    List<String> logins() {
        var all = new ArrayList<>(mentees.keySet());
        all.addAll(mentors.keySet());
        return all;
    }

    /** The mentor who approves each request. */
    UUID mentorWithApproval() {
        return mentors.values().iterator().next();
    }

    /** The mentor whom the admin suspends and approves again. */
    UUID suspendedMentor() {
        return List.copyOf(mentors.values()).getLast();
    }

    private static UUID becomeMentor(Api api, String login) {
        var applicant = api.as(login);
        id(applicant, "/api/v1/users/me", "user_id");
        applicant.post("/api/v1/mentors", """
                {"bio": "Is there in campaigns.", "linkedin": null, "profile_image_url": null, "time_zone": "Etc/UTC", "locale": "en"}
                """).expect(201, 409);
        var mentor = id(applicant, "/api/v1/mentors/me", "id");
        api.as(ADMIN).post("/api/v1/mentors/" + mentor + "/approve", null).expect(200, 409);
        // The role comes with a token of after the approval.
        await("the approval of " + login + " in the booking service")
                .atMost(TIMEOUT)
                .until(() -> api.as(login).get("/api/v1/availability/settings").status() == 200);
        var caller = api.as(login);
        caller.put("/api/v1/availability/settings", caller.get("/api/v1/availability/settings"), """
                {"time_zone": "Etc/UTC", "slot_interval_minutes": 30, "minimum_notice_minutes": 120, "booking_window_days": 60,
                 "session_types": [{"name": "Mentoring session", "duration_minutes": 60, "buffer_before_minutes": 0,
                                    "buffer_after_minutes": 15}]}
                """)
                .expect(200);
        if (caller.get("/api/v1/availability/rules")
                .expect(200)
                .json()
                .path("items")
                .isEmpty()) {
            var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
            caller.post("/api/v1/availability/rules", """
                    {"start_time": "%s", "end_time": "%s",
                     "recurrence": {"time_zone": "Etc/UTC", "rrule": "FREQ=DAILY", "exdates": [], "rdates": []}}
                    """.formatted(
                                    today.plus(6, ChronoUnit.HOURS), today.plus(22, ChronoUnit.HOURS)))
                    .expect(201);
        }
        return mentor;
    }

    /** The starts that a mentor offers from a time on. */
    static List<String> slots(Api api, UUID mentor, Instant earliest) {
        var from = earliest.truncatedTo(ChronoUnit.SECONDS);
        return api.anyone()
                .get("/api/v1/slots?mentor_id=" + mentor + "&from=" + from + "&to=" + from.plus(DAYS, ChronoUnit.DAYS)
                        + "&session_type=Mentoring%20session&time_zone=Etc/UTC")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(slot -> slot.path("start_time").asText())
                .toList();
    }

    private static UUID id(Caller caller, String path, String field) {
        return UUID.fromString(
                caller.get(path).expect(200, 201).json().path(field).asText());
    }
}
