package org.mentoring.mentor.calendar.provider;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import io.vertx.mutiny.ext.web.client.HttpRequest;
import org.mentoring.mentor.calendar.provider.ProviderFailure.Kind;

/**
 * Microsoft 365 and Outlook.com, by Microsoft Graph 1.0. Busy times come from {@code calendarView}, which personal accounts
 * have too ({@code getSchedule} they have not). Graph chooses the ids of entries, so an entry carries the booking's id as a
 * property by which it is looked for before one is created.
 */
@ApplicationScoped
class MicrosoftCalendar implements CalendarProvider {

    /** Named within a set of our own, as Graph wants custom properties to be. */
    private static final String BOOKING = "String {8a1c4e0b-5d0f-4f0e-9b7a-52c8f1c0a7d1} Name mentoringBooking";

    private static final Set<String> NO_SCOPE_OF_A_TOKEN = Set.of("offline_access", "openid", "profile", "email");
    private static final Set<String> TAKE_NO_TIME = Set.of("free", "workingElsewhere");
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 50;

    private final ProvidersConfig.Provider config;
    private final ProviderClient client;
    private final OAuth oauth;

    MicrosoftCalendar(ProvidersConfig config, ProviderClient client) {
        this.config = config.microsoft();
        this.client = client;
        this.oauth = new OAuth(this.config, client);
    }

    @Override
    public String name() {
        return "microsoft";
    }

    @Override
    public Entries entries() {
        return Entries.SEPARATE;
    }

    @Override
    public OAuth oauth() {
        return oauth;
    }

    @Override
    public URI authorizationUrl(String state, String codeChallenge, URI redirect) {
        return oauth.authorizationUrl(
                state, codeChallenge, redirect, Map.of("response_mode", "query", "prompt", "select_account"));
    }

    /** Microsoft names scopes with or without the address of Graph, and leaves those out that make no access. */
    @Override
    public List<String> missing(Set<String> granted) {
        if (granted.isEmpty()) {
            return List.of();
        }
        var names = granted.stream().map(MicrosoftCalendar::shortName).toList();
        return config.scopes().stream()
                .filter(scope -> !NO_SCOPE_OF_A_TOKEN.contains(scope) && !names.contains(shortName(scope)))
                .toList();
    }

    @Override
    public Uni<List<BusyTime>> busy(String accessToken, Instant from, Instant to, ZoneId zone) {
        var request = request(HttpMethod.GET, "/me/calendarView", accessToken)
                .addQueryParam("startDateTime", from.toString())
                .addQueryParam("endDateTime", to.toString())
                .addQueryParam("$select", "start,end,showAs,isAllDay,isCancelled")
                .addQueryParam("$top", Integer.toString(PAGE));
        return pages(request, accessToken, 1, new ArrayList<>())
                .map(events -> events.stream()
                        .filter(event -> !event.getBoolean("isCancelled", false))
                        .filter(event -> !TAKE_NO_TIME.contains(event.getString("showAs", "busy")))
                        .map(event -> busyTime(event, zone))
                        .toList());
    }

    @Override
    public Uni<String> put(String accessToken, ProviderEntry entry, Optional<String> id) {
        return id.isPresent() ? update(accessToken, entry, id.get()) : updateOrCreate(accessToken, entry);
    }

    @Override
    public Uni<Void> remove(String accessToken, ProviderEntry entry, Optional<String> id) {
        var known = id.isPresent() ? Uni.createFrom().item(id) : find(accessToken, entry.bookingId());
        return known.chain(found -> found.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.send(request(HttpMethod.DELETE, "/me/events/" + found.get(), accessToken))
                        .invoke(response -> {
                            if (!Set.of(204, 404, 410).contains(response.statusCode())) {
                                throw client.failure("Graph event delete", response);
                            }
                        })
                        .replaceWithVoid());
    }

    private Uni<String> updateOrCreate(String accessToken, ProviderEntry entry) {
        return find(accessToken, entry.bookingId())
                .chain(found ->
                        found.isPresent() ? update(accessToken, entry, found.get()) : create(accessToken, entry));
    }

    private Uni<String> update(String accessToken, ProviderEntry entry, String id) {
        return client.send(request(HttpMethod.PATCH, "/me/events/" + id, accessToken), event(entry))
                .chain(response -> {
                    if (response.statusCode() == 404) {
                        return create(accessToken, entry);
                    }
                    if (response.statusCode() != 200) {
                        throw client.failure("Graph event update", response);
                    }
                    return Uni.createFrom().item(id);
                });
    }

    /** The transaction id lets Graph recognise a request that it has had, should the look-up not show its entry yet. */
    private Uni<String> create(String accessToken, ProviderEntry entry) {
        var event = event(entry)
                .put("transactionId", entry.bookingId() + "-" + entry.version())
                .put(
                        "singleValueExtendedProperties",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", BOOKING)
                                        .put("value", entry.bookingId().toString())));
        return client.send(request(HttpMethod.POST, "/me/events", accessToken), event)
                .map(response -> {
                    if (response.statusCode() == 409) {
                        throw new ProviderFailure(Kind.REFUSED, "Graph has had the entry and does not show it");
                    }
                    if (response.statusCode() != 201 && response.statusCode() != 200) {
                        throw client.failure("Graph event create", response);
                    }
                    return Optional.ofNullable(ProviderClient.json(response).getString("id"))
                            .orElseThrow(() -> new ProviderFailure(
                                    Kind.UNAVAILABLE, "Graph created an entry without saying which"));
                });
    }

    private Uni<Optional<String>> find(String accessToken, UUID bookingId) {
        var filter =
                "singleValueExtendedProperties/Any(ep: ep/id eq '" + BOOKING + "' and ep/value eq '" + bookingId + "')";
        return client.send(request(HttpMethod.GET, "/me/events", accessToken)
                        .addQueryParam("$filter", filter)
                        .addQueryParam("$select", "id"))
                .map(response -> {
                    if (response.statusCode() != 200) {
                        throw client.failure("Graph event look-up", response);
                    }
                    return ProviderClient.json(response).getJsonArray("value", new JsonArray()).stream()
                            .map(event -> ((JsonObject) event).getString("id"))
                            .findFirst();
                });
    }

    private Uni<List<JsonObject>> pages(
            HttpRequest<Buffer> request, String accessToken, int page, List<JsonObject> before) {
        return client.send(request.putHeader("Prefer", "outlook.timezone=\"UTC\""))
                .chain(response -> {
                    if (response.statusCode() != 200) {
                        throw client.failure("Graph calendarView", response);
                    }
                    var answer = ProviderClient.json(response);
                    if (!(answer.getValue("value") instanceof JsonArray events)) {
                        throw new ProviderFailure(Kind.UNAVAILABLE, "Graph calendarView answered without events");
                    }
                    events.forEach(event -> before.add((JsonObject) event));
                    var next = answer.getString("@odata.nextLink");
                    if (next == null) {
                        return Uni.createFrom().item(before);
                    }
                    if (page == MOST_PAGES || !next.startsWith(config.apiUrl() + "/")) {
                        throw new ProviderFailure(Kind.REFUSED, "Graph calendarView goes on where it should not");
                    }
                    return pages(client.request(HttpMethod.GET, next, accessToken), accessToken, page + 1, before);
                });
    }

    /** Days without times bear UTC by name only: they are the days of whoever keeps the calendar. */
    private static BusyTime busyTime(JsonObject event, ZoneId zone) {
        var meant = event.getBoolean("isAllDay", false) ? zone : ZoneOffset.UTC;
        return new BusyTime(instant(event.getJsonObject("start"), meant), instant(event.getJsonObject("end"), meant));
    }

    private static Instant instant(JsonObject time, ZoneId zone) {
        return LocalDateTime.parse(time.getString("dateTime")).atZone(zone).toInstant();
    }

    private static JsonObject event(ProviderEntry entry) {
        return new JsonObject()
                .put("subject", entry.title())
                .put(
                        "body",
                        new JsonObject()
                                .put("contentType", "text")
                                .put("content", entry.description() == null ? "" : entry.description()))
                .put("location", new JsonObject().put("displayName", entry.location() == null ? "" : entry.location()))
                .put("showAs", "busy")
                .put("start", time(entry.start()))
                .put("end", time(entry.end()));
    }

    private static JsonObject time(Instant instant) {
        return new JsonObject()
                .put(
                        "dateTime",
                        LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString())
                .put("timeZone", "UTC");
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path, String accessToken) {
        return client.request(method, config.apiUrl() + path, accessToken);
    }

    private static String shortName(String scope) {
        return scope.substring(scope.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
