package org.mentoring.mentor.calendar.provider;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import org.mentoring.mentor.calendar.provider.ProviderFailure.Kind;

/**
 * Google Calendar, version 3 of its API. Busy times come from {@code freeBusy.query}, which tells times and nothing else. The
 * id of an entry is made from the booking's, so that a second insert finds the first.
 */
@ApplicationScoped
class GoogleCalendar implements CalendarProvider {

    private static final String CALENDAR = "primary";
    /** Google answers 403 for these too, but they pass. */
    private static final Set<String> LIMITS = Set.of(
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "quotaExceeded",
            "dailyLimitExceeded",
            "calendarUsageLimitsExceeded");

    private final ProvidersConfig.Provider config;
    private final ProviderClient client;
    private final OAuth oauth;

    GoogleCalendar(ProvidersConfig config, ProviderClient client) {
        this.config = config.google();
        this.client = client;
        this.oauth = new OAuth(this.config, client);
    }

    @Override
    public String name() {
        return "google";
    }

    @Override
    public boolean offered() {
        return oauth.offered();
    }

    /** Google gives a refresh token only for offline access, and again only when consent is asked for. */
    @Override
    public URI authorizationUrl(String state, String codeChallenge, URI redirect) {
        return oauth.authorizationUrl(
                state, codeChallenge, redirect, Map.of("access_type", "offline", "prompt", "consent"));
    }

    @Override
    public Uni<TokenGrant> exchange(String code, String codeVerifier, URI redirect) {
        return oauth.exchange(code, codeVerifier, redirect);
    }

    @Override
    public List<String> missing(Set<String> granted) {
        return granted.isEmpty()
                ? List.of()
                : config.scopes().stream()
                        .filter(scope -> !granted.contains(scope))
                        .toList();
    }

    @Override
    public Uni<TokenGrant> refresh(String refreshToken) {
        return oauth.refresh(refreshToken);
    }

    @Override
    public Uni<Void> revoke(String token) {
        return oauth.revoke(token);
    }

    @Override
    public Uni<List<BusyTime>> busy(String accessToken, Instant from, Instant to, ZoneId zone) {
        var query = new JsonObject()
                .put("timeMin", from.toString())
                .put("timeMax", to.toString())
                .put("items", new JsonArray().add(new JsonObject().put("id", CALENDAR)));
        return client.send(client.request(HttpMethod.POST, config.apiUrl() + "/freeBusy", accessToken), query)
                .map(response -> {
                    require(response.statusCode() == 200, "Google freeBusy", response);
                    return busyTimes(ProviderClient.json(response));
                });
    }

    @Override
    public Uni<String> put(String accessToken, CalendarEntry entry, Optional<String> id) {
        return id.isPresent() ? update(accessToken, entry, true) : insert(accessToken, entry, true);
    }

    @Override
    public Uni<Void> remove(String accessToken, UUID bookingId, Optional<String> id) {
        return client.send(client.request(HttpMethod.DELETE, events() + "/" + id(bookingId), accessToken))
                .invoke(response -> require(
                        Set.of(200, 204, 404, 410).contains(response.statusCode()), "Google events.delete", response))
                .replaceWithVoid();
    }

    private Uni<String> insert(String accessToken, CalendarEntry entry, boolean orUpdate) {
        return client.send(
                        client.request(HttpMethod.POST, events(), accessToken).addQueryParam("sendUpdates", "none"),
                        event(entry))
                .chain(response -> {
                    if (response.statusCode() == 409 && orUpdate) {
                        return update(accessToken, entry, false);
                    }
                    require(response.statusCode() == 200, "Google events.insert", response);
                    return Uni.createFrom().item(id(entry.bookingId()));
                });
    }

    private Uni<String> update(String accessToken, CalendarEntry entry, boolean orInsert) {
        return client.send(
                        client.request(HttpMethod.PUT, events() + "/" + id(entry.bookingId()), accessToken)
                                .addQueryParam("sendUpdates", "none"),
                        event(entry))
                .chain(response -> {
                    if (response.statusCode() == 404 && orInsert) {
                        return insert(accessToken, entry, false);
                    }
                    require(response.statusCode() == 200, "Google events.update", response);
                    return Uni.createFrom().item(id(entry.bookingId()));
                });
    }

    /** The status brings an entry back whose id is still taken by one that was deleted. */
    private static JsonObject event(CalendarEntry entry) {
        return new JsonObject()
                .put("id", id(entry.bookingId()))
                .put("status", "confirmed")
                .put("summary", entry.title())
                .put("location", entry.location())
                .put("description", entry.description())
                .put("start", new JsonObject().put("dateTime", entry.start().toString()))
                .put("end", new JsonObject().put("dateTime", entry.end().toString()))
                .put(
                        "extendedProperties",
                        new JsonObject()
                                .put(
                                        "private",
                                        new JsonObject()
                                                .put(
                                                        "mentoringBooking",
                                                        entry.bookingId().toString())));
    }

    /** Google takes the letters a to v and digits, and so it does any uuid without dashes. */
    private static String id(UUID bookingId) {
        return bookingId.toString().replace("-", "");
    }

    private String events() {
        return config.apiUrl() + "/calendars/" + CALENDAR + "/events";
    }

    /** A calendar that could not be looked into must not pass for an empty one. */
    private static List<BusyTime> busyTimes(JsonObject answer) {
        var calendar = answer.getJsonObject("calendars", new JsonObject()).getJsonObject(CALENDAR, new JsonObject());
        if (!calendar.getJsonArray("errors", new JsonArray()).isEmpty()) {
            var reason = calendar.getJsonArray("errors").getJsonObject(0).getString("reason", "");
            throw new ProviderFailure(
                    reason.equals("notFound") ? Kind.FORBIDDEN : Kind.UNAVAILABLE,
                    "Google freeBusy could not look into the calendar: " + reason);
        }
        if (!(calendar.getValue("busy") instanceof JsonArray busy)) {
            throw new ProviderFailure(Kind.UNAVAILABLE, "Google freeBusy answered without busy times");
        }
        return busy.stream()
                .map(JsonObject.class::cast)
                .map(time -> new BusyTime(instant(time.getString("start")), instant(time.getString("end"))))
                .toList();
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    private void require(boolean done, String operation, HttpResponse<Buffer> response) {
        if (done) {
            return;
        }
        if (response.statusCode() == 403 && isLimit(ProviderClient.json(response))) {
            throw new ProviderFailure(
                    Kind.UNAVAILABLE, operation + " was answered 403, too much", client.retryAfter(response));
        }
        throw client.failure(operation, response);
    }

    private static boolean isLimit(JsonObject answer) {
        return answer.getValue("error") instanceof JsonObject error
                && error.getJsonArray("errors", new JsonArray()).stream()
                        .anyMatch(entry ->
                                entry instanceof JsonObject reason && LIMITS.contains(reason.getString("reason", "")));
    }
}
