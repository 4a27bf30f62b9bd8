package org.mentoring.mentor.calendar.provider;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import org.mentoring.mentor.calendar.provider.ProviderFailure.Kind;

/**
 * Google Calendar, version 3 of its API. Busy times come from {@code freeBusy.query}, which tells times and nothing else. An
 * entry is known by its UID, so that a second import finds the first.
 */
@ApplicationScoped
class GoogleCalendar implements CalendarProvider {

    private static final String CALENDAR = "primary";
    /** Google answers 403 for these too, but they pass; the last one once the operator has turned the API on again for all mentors. */
    private static final Set<String> LIMITS = Set.of(
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "quotaExceeded",
            "dailyLimitExceeded",
            "calendarUsageLimitsExceeded",
            "accessNotConfigured");
    /** A 403 with this reason is about one event and says nothing about the grant. */
    private static final String NOT_THE_ORGANIZER = "forbiddenForNonOrganizer";

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
    public Entries entries() {
        return Entries.INVITATION;
    }

    @Override
    public OAuth oauth() {
        return oauth;
    }

    /** Google gives a refresh token only for offline access, and again only when consent is asked for. */
    @Override
    public URI authorizationUrl(String state, String codeChallenge, URI redirect) {
        return oauth.authorizationUrl(
                state, codeChallenge, redirect, Map.of("access_type", "offline", "prompt", "consent"));
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

    /**
     * Imported rather than inserted: an import names the UID, and repeats without making a second entry. A mailed invitation of the
     * same UID is then the same entry.
     */
    @Override
    public Uni<String> put(String accessToken, ProviderEntry entry, Optional<String> id) {
        return owner(accessToken).chain(owner -> {
            var event = event(entry, owner);
            return importEvent(accessToken, event).chain(response -> {
                // The calendar may have a later state from the mailed invitation.
                if (response.statusCode() == 400 && isEarlierSequence(ProviderClient.json(response))) {
                    return find(accessToken, entry)
                            .map(found -> found.stream().findFirst().orElseThrow(() -> importFailure(response)))
                            .chain(found -> importEvent(
                                    accessToken, event.put("sequence", found.getInteger("sequence", entry.sequence()))))
                            .map(this::imported);
                }
                return Uni.createFrom().item(() -> imported(response));
            });
        });
    }

    @Override
    public Uni<Void> remove(String accessToken, ProviderEntry entry, Optional<String> id) {
        var known = id.isPresent()
                ? Uni.createFrom().item(id)
                : find(accessToken, entry)
                        .map(found -> found.stream().findFirst().map(event -> event.getString("id")));
        return known.chain(found -> found.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.send(client.request(HttpMethod.DELETE, events() + "/" + found.get(), accessToken)
                                .addQueryParam("sendUpdates", "none"))
                        .invoke(response -> require(
                                Set.of(200, 204, 404, 410).contains(response.statusCode()),
                                "Google events.delete",
                                response))
                        .replaceWithVoid());
    }

    /** The address of the account, whose primary calendar has it as its id. */
    private Uni<String> owner(String accessToken) {
        var accountUrl = config.accountUrl().orElseThrow().toString();
        return client.send(client.request(HttpMethod.GET, accountUrl, accessToken))
                .map(response -> {
                    require(response.statusCode() == 200, "Google userinfo", response);
                    return Optional.ofNullable(ProviderClient.json(response).getString("email"))
                            .orElseThrow(() -> new ProviderFailure(
                                    Kind.UNAVAILABLE, "Google userinfo answered without an address"));
                });
    }

    private Uni<HttpResponse<Buffer>> importEvent(String accessToken, JsonObject event) {
        return client.send(client.request(HttpMethod.POST, events() + "/import", accessToken), event);
    }

    private String imported(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            throw importFailure(response);
        }
        return Optional.ofNullable(ProviderClient.json(response).getString("id"))
                .orElseThrow(
                        () -> new ProviderFailure(Kind.UNAVAILABLE, "Google imported an entry without saying which"));
    }

    private ProviderFailure importFailure(HttpResponse<Buffer> response) {
        return failure("Google events.import", response);
    }

    /** Deleted ones too, which an import brings back. */
    private Uni<List<JsonObject>> find(String accessToken, ProviderEntry entry) {
        return client.send(client.request(HttpMethod.GET, events(), accessToken)
                        .addQueryParam("iCalUID", entry.uid())
                        .addQueryParam("showDeleted", "true"))
                .map(response -> {
                    require(response.statusCode() == 200, "Google events.list", response);
                    return ProviderClient.json(response).getJsonArray("items", new JsonArray()).stream()
                            .map(JsonObject.class::cast)
                            .toList();
                });
    }

    /**
     * The status brings an entry back that was deleted. Google imports no event of which the owner of the calendar is neither
     * organizer nor attendee.
     */
    private static JsonObject event(ProviderEntry entry, String owner) {
        return shown(entry)
                .put("iCalUID", entry.uid())
                .put("sequence", entry.sequence())
                .put(
                        "organizer",
                        new JsonObject()
                                .put("displayName", entry.organizerName())
                                .put("email", entry.organizerEmail()))
                .put(
                        "attendees",
                        new JsonArray().add(new JsonObject().put("email", owner).put("responseStatus", "accepted")))
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

    private static JsonObject shown(ProviderEntry entry) {
        return new JsonObject()
                .put("status", "confirmed")
                .put("summary", entry.title())
                .put("location", entry.location())
                .put("description", asMarkup(entry.description()))
                .put("start", new JsonObject().put("dateTime", entry.start().toString()))
                .put("end", new JsonObject().put("dateTime", entry.end().toString()));
    }

    /** Google shows a description as HTML: a note could give a link the text of another one. */
    private static String asMarkup(String text) {
        return text == null
                ? null
                : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
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
        if (!done) {
            throw failure(operation, response);
        }
    }

    private ProviderFailure failure(String operation, HttpResponse<Buffer> response) {
        if (response.statusCode() == 403) {
            var answer = ProviderClient.json(response);
            if (hasError(answer, error -> LIMITS.contains(error.getString("reason", "")))) {
                return new ProviderFailure(
                        Kind.UNAVAILABLE, operation + " was answered 403, a limit", client.retryAfter(response));
            }
            if (hasError(answer, error -> NOT_THE_ORGANIZER.equals(error.getString("reason")))) {
                return new ProviderFailure(Kind.REFUSED, operation + " was answered 403, " + NOT_THE_ORGANIZER);
            }
        }
        return client.failure(operation, response);
    }

    /** Google gives the same reason for other values that it does not take; only the message names the sequence. */
    private static boolean isEarlierSequence(JsonObject answer) {
        return hasError(
                answer,
                error -> "invalid".equals(error.getString("reason"))
                        && error.getString("message", "").startsWith("Invalid sequence value"));
    }

    private static boolean hasError(JsonObject answer, Predicate<JsonObject> which) {
        return answer.getValue("error") instanceof JsonObject error
                && error.getJsonArray("errors", new JsonArray()).stream()
                        .anyMatch(entry -> entry instanceof JsonObject object && which.test(object));
    }
}
