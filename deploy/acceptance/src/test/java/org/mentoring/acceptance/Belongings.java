package org.mentoring.acceptance;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.mentoring.local.client.Api;
import org.mentoring.local.client.Caller;

/** Makes what the matrix names in braces: something new each time, so that no row finds what another has changed. */
final class Belongings {

    static final String NOTE = "canary-note-7d1f";

    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private static final UUID NOBODY = UUID.fromString("0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f");

    private final Api api;
    private final Slots slots;
    private final Map<String, Caller> callers = new HashMap<>();

    Belongings(Api api) {
        this.api = api;
        this.slots = Slots.of(api, "Ada Lovelace");
    }

    String filledIn(String path) {
        return NAME.matcher(path).replaceAll(name -> of(name.group(1)));
    }

    private String of(String name) {
        return switch (name) {
            case "nobody" -> NOBODY.toString();
            case "ada" -> slots.mentor().toString();
            case "linus" -> id("linus", "GET", "/api/v1/users/me", null, "user_id");
            case "link" -> id("ada", "POST", "/api/v1/mentors/me/social-links", """
                    {"platform": "matrix", "url": "https://matrix.example.org/%s"}
                    """.formatted(UUID.randomUUID()), "id");
            case "tag" ->
                id(
                        "admin",
                        "POST",
                        "/api/v1/expertise-tags",
                        "{\"name\": \"matrix %s\"}".formatted(UUID.randomUUID()),
                        "id");
            case "rule" -> id("ada", "POST", "/api/v1/availability/rules", """
                    {"start_time": "2040-01-02T09:00:00Z", "end_time": "2040-01-02T10:00:00Z"}
                    """, "id");
            case "window" -> id("ada", "POST", "/api/v1/availability/windows", """
                    {"start_time": "2040-01-02T09:00:00Z", "end_time": "2040-01-02T10:00:00Z", "status": "blocked"}
                    """, "id");
            case "override" -> id("ada", "POST", "/api/v1/availability/overrides", """
                    {"first_day": "2040-01-02", "kind": "off"}
                    """, "id");
            case "booking" -> booked("id");
            case "session" -> booked("session_id");
            default -> throw new IllegalArgumentException("The matrix names {" + name + "}, which nobody makes");
        };
    }

    private String booked(String field) {
        return id("linus", "POST", "/api/v1/bookings", """
                {"mentor_id": "%s", "start_time": "%s", "session_type": "Mentoring session", "note": "%s"}
                """.formatted(slots.mentor(), slots.next(), NOTE), field);
    }

    private String id(String login, String method, String path, String body, String field) {
        var caller = callers.computeIfAbsent(login, api::as);
        return caller.send(method, path, Map.of(), body)
                .expect(200, 201)
                .json()
                .path(field)
                .asText();
    }
}
