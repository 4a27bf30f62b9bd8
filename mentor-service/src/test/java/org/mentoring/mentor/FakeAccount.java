package org.mentoring.mentor;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Somebody's account at one of the two providers. Times are pairs of start and end. */
final class FakeAccount {
    final String address;
    final Set<String> accessTokens = new HashSet<>();
    final Set<String> refreshTokens = new HashSet<>();
    final Map<String, JsonObject> events = new LinkedHashMap<>();
    final Map<String, String> transactions = new HashMap<>();
    final List<JsonObject> failures = new ArrayList<>();
    final JsonArray calls = new JsonArray();
    JsonArray busy = new JsonArray();
    String scopes;
    String granted = "";
    int expiresIn = 3599;
    boolean denies;

    FakeAccount(String address) {
        this.address = address;
    }

    List<Instant[]> taken() {
        var times = new ArrayList<>(ownTimes());
        busy.forEach(entry -> {
            var time = (JsonObject) entry;
            times.add(new Instant[] {Instant.parse(time.getString("start")), Instant.parse(time.getString("end"))});
        });
        times.sort(Comparator.comparing(time -> time[0]));
        return times;
    }

    List<Instant[]> ownTimes() {
        return events.values().stream()
                .filter(event -> !"cancelled".equals(event.getString("status")))
                .map(event ->
                        new Instant[] {instant(event.getJsonObject("start")), instant(event.getJsonObject("end"))})
                .toList();
    }

    private static Instant instant(JsonObject time) {
        return time.containsKey("timeZone")
                ? LocalDateTime.parse(time.getString("dateTime")).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(time.getString("dateTime")).toInstant();
    }
}
