package org.mentoring.mentor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Google and Microsoft, as far as calendars go: consent, tokens with PKCE, revocation, busy times, events, and the errors of
 * each. Everything runs on one event loop. A person chooses the account on the consent page by {@code &account=}; tests arrange
 * and look at accounts under {@code /control} (see {@link CalendarAccount}).
 */
public class FakeCalendars implements QuarkusTestResourceLifecycleManager {

    static final String URL = "test.calendars.url";
    static final String REDIRECT = "https://mentoring.example/api/v1/calendars/%s/callback";
    static final String CLIENT_SECRET = "client-secret";

    private static final DateTimeFormatter GRAPH_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS");
    private static final int GRAPH_PAGE = 2;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, JsonObject> codes = new HashMap<>();
    private String url;

    private static final class Account {
        private final Set<String> accessTokens = new HashSet<>();
        private final Set<String> refreshTokens = new HashSet<>();
        private final Map<String, JsonObject> events = new LinkedHashMap<>();
        private final Map<String, String> transactions = new HashMap<>();
        private final List<JsonObject> failures = new ArrayList<>();
        private final JsonArray calls = new JsonArray();
        private JsonArray busy = new JsonArray();
        private String scopes;
        private int expiresIn = 3599;
        private boolean denies;
    }

    @Override
    public Map<String, String> start() {
        var router = Router.router(vertx);
        router.route().handler(BodyHandler.create());
        for (var provider : List.of("google", "microsoft")) {
            router.get("/" + provider + "/auth").handler(request -> consent(request, provider));
            router.post("/" + provider + "/token").handler(request -> token(request, provider));
        }
        router.post("/google/revoke").handler(this::revoke);
        router.post("/google/api/freeBusy").handler(request -> withAccount(request, "busy", this::freeBusy));
        router.post("/google/api/calendars/primary/events")
                .handler(request -> withAccount(request, "insert", this::insert));
        router.put("/google/api/calendars/primary/events/:id")
                .handler(request -> withAccount(request, "update", this::update));
        router.delete("/google/api/calendars/primary/events/:id")
                .handler(request -> withAccount(request, "delete", this::delete));
        router.get("/microsoft/api/me/calendarView")
                .handler(request -> withAccount(request, "busy", this::calendarView));
        router.get("/microsoft/api/me/events").handler(request -> withAccount(request, "find", this::find));
        router.post("/microsoft/api/me/events").handler(request -> withAccount(request, "insert", this::create));
        router.patch("/microsoft/api/me/events/:id").handler(request -> withAccount(request, "update", this::patch));
        router.delete("/microsoft/api/me/events/:id")
                .handler(request -> withAccount(request, "delete", this::deleteForGood));
        router.put("/control/:account").handler(this::arrange);
        router.get("/control/:account").handler(this::show);
        router.post("/control/:account/failures").handler(request -> {
            account(request).failures.add(request.body().asJsonObject());
            request.response().setStatusCode(204).end();
        });
        var port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        url = "http://127.0.0.1:" + port;
        return settings();
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put(URL, url);
        for (var provider : List.of("google", "microsoft")) {
            var prefix = "mentoring.calendars.providers." + provider;
            settings.put(prefix + ".client-id", provider + "-client");
            settings.put(prefix + ".client-secret", CLIENT_SECRET);
            settings.put(prefix + ".authorization-url", url + "/" + provider + "/auth");
            settings.put(prefix + ".token-url", url + "/" + provider + "/token");
            settings.put(prefix + ".api-url", url + "/" + provider + "/api");
        }
        settings.put("mentoring.calendars.providers.google.revocation-url", url + "/google/revoke");
        settings.put("mentoring.calendars.providers.timeout", "PT1S");
        settings.put(
                "mentoring.calendars.keys.encryption-key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("mentoring.calendars.public-address", "https://mentoring.example/api/v1/calendars");
        settings.put("mentoring.calendars.web-address", "https://mentoring.example/settings?tab=calendars");
        settings.put("mentoring.calendars.check-every", "1s");
        settings.put("mentoring.calendars.read-every", "PT0.5S");
        settings.put("mentoring.calendars.retry-after", "PT0.2S");
        return settings;
    }

    // Consent and tokens
    // --------------------------------------------------------------------------------------------------

    private void consent(RoutingContext request, String provider) {
        var query = request.queryParams();
        var redirect = REDIRECT.formatted(provider);
        var asksForEverything = (provider + "-client").equals(query.get("client_id"))
                && redirect.equals(query.get("redirect_uri"))
                && "code".equals(query.get("response_type"))
                && "S256".equals(query.get("code_challenge_method"))
                && query.get("code_challenge") != null
                && query.get("code_challenge").length() == 43
                && query.get("scope") != null
                && (provider.equals("microsoft")
                        || "offline".equals(query.get("access_type")) && "consent".equals(query.get("prompt")));
        if (!asksForEverything) {
            request.response().setStatusCode(400).end("invalid_request: " + query);
            return;
        }
        var account = account(query.get("account"));
        if (account.denies) {
            redirect(request, redirect + "?error=access_denied&state=" + query.get("state"));
            return;
        }
        var code = "4/" + UUID.randomUUID();
        codes.put(
                code,
                new JsonObject()
                        .put("account", query.get("account"))
                        .put("redirect", redirect)
                        .put("challenge", query.get("code_challenge"))
                        .put("scope", account.scopes != null ? account.scopes : query.get("scope")));
        redirect(request, redirect + "?code=" + code.replace("/", "%2F") + "&state=" + query.get("state"));
    }

    private static void redirect(RoutingContext request, String to) {
        request.response().setStatusCode(302).putHeader("Location", to).end();
    }

    private void token(RoutingContext request, String provider) {
        var form = request.request().formAttributes();
        if (!(provider + "-client").equals(form.get("client_id")) || !CLIENT_SECRET.equals(form.get("client_secret"))) {
            answer(request, 401, new JsonObject().put("error", "invalid_client"));
            return;
        }
        switch (form.get("grant_type")) {
            case "authorization_code" -> {
                var code = codes.remove(form.get("code"));
                if (code == null
                        || !code.getString("redirect").equals(form.get("redirect_uri"))
                        || !code.getString("challenge").equals(challenge(form.get("code_verifier")))) {
                    invalidGrant(request);
                    return;
                }
                var account = account(code.getString("account"));
                if (!fails(request, account, "token")) {
                    var refresh = "1//refresh-" + UUID.randomUUID();
                    account.refreshTokens.add(refresh);
                    granted(request, account, refresh, code.getString("scope"));
                }
            }
            case "refresh_token" -> {
                var found = accounts.values().stream()
                        .filter(account -> account.refreshTokens.contains(form.get("refresh_token")))
                        .findFirst();
                if (found.isEmpty()) {
                    invalidGrant(request);
                    return;
                }
                var account = found.get();
                account.calls.add("refresh");
                if (fails(request, account, "refresh")) {
                    return;
                }
                account.accessTokens.clear();
                String next = null;
                if (provider.equals("microsoft")) {
                    account.refreshTokens.clear();
                    next = "1//refresh-" + UUID.randomUUID();
                    account.refreshTokens.add(next);
                }
                granted(request, account, next, null);
            }
            default -> answer(request, 400, new JsonObject().put("error", "unsupported_grant_type"));
        }
    }

    private static void granted(RoutingContext request, Account account, String refresh, String scope) {
        var access = "ya29.access-" + UUID.randomUUID();
        account.accessTokens.add(access);
        var answer = new JsonObject()
                .put("access_token", access)
                .put("expires_in", account.expiresIn)
                .put("token_type", "Bearer");
        if (refresh != null) {
            answer.put("refresh_token", refresh);
        }
        if (scope != null) {
            answer.put("scope", scope);
        }
        answer(request, 200, answer);
    }

    private static void invalidGrant(RoutingContext request) {
        answer(
                request,
                400,
                new JsonObject()
                        .put("error", "invalid_grant")
                        .put("error_description", "Token has been expired or revoked."));
    }

    private void revoke(RoutingContext request) {
        var token = request.request().formAttributes().get("token");
        var found = accounts.values().stream()
                .filter(account -> account.refreshTokens.contains(token) || account.accessTokens.contains(token))
                .findFirst();
        if (found.isEmpty()) {
            answer(request, 400, new JsonObject().put("error", "invalid_token"));
            return;
        }
        var account = found.get();
        account.calls.add("revoke");
        if (!fails(request, account, "revoke")) {
            account.refreshTokens.clear();
            account.accessTokens.clear();
            answer(request, 200, new JsonObject());
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // Google
    // --------------------------------------------------------------------------------------------------------------

    private void freeBusy(RoutingContext request, Account account) {
        var query = request.body().asJsonObject();
        var from = Instant.parse(query.getString("timeMin"));
        var to = Instant.parse(query.getString("timeMax"));
        var busy = new JsonArray();
        taken(account).stream()
                .filter(time -> time[1].isAfter(from) && time[0].isBefore(to))
                .forEach(time -> busy.add(
                        new JsonObject().put("start", time[0].toString()).put("end", time[1].toString())));
        answer(
                request,
                200,
                new JsonObject()
                        .put("kind", "calendar#freeBusy")
                        .put("timeMin", from.toString())
                        .put("timeMax", to.toString())
                        .put("calendars", new JsonObject().put("primary", new JsonObject().put("busy", busy))));
    }

    private void insert(RoutingContext request, Account account) {
        var event = request.body().asJsonObject();
        if (!event.getString("id").matches("[a-v0-9]{5,1024}")) {
            googleError(request, 400, "invalid");
        } else if (account.events.containsKey(event.getString("id"))) {
            googleError(request, 409, "duplicate");
        } else {
            account.events.put(event.getString("id"), event);
            answer(request, 200, event);
        }
    }

    private void update(RoutingContext request, Account account) {
        var id = request.pathParam("id");
        if (!account.events.containsKey(id)) {
            googleError(request, 404, "notFound");
            return;
        }
        account.events.put(id, request.body().asJsonObject());
        answer(request, 200, account.events.get(id));
    }

    /** Google keeps the id of what was deleted. */
    private void delete(RoutingContext request, Account account) {
        var event = account.events.get(request.pathParam("id"));
        if (event == null) {
            googleError(request, 404, "notFound");
        } else if ("cancelled".equals(event.getString("status"))) {
            googleError(request, 410, "deleted");
        } else {
            event.put("status", "cancelled");
            request.response().setStatusCode(204).end();
        }
    }

    private static void googleError(RoutingContext request, int status, String reason) {
        answer(request, status, error(status, reason));
    }

    private static JsonObject error(int status, String reason) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("code", status)
                                .put("message", reason)
                                .put(
                                        "errors",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("domain", "global")
                                                        .put("reason", reason))));
    }

    // Microsoft
    // -----------------------------------------------------------------------------------------------------------

    private void calendarView(RoutingContext request, Account account) {
        if (!"outlook.timezone=\"UTC\"".equals(request.request().getHeader("Prefer"))) {
            answer(request, 400, new JsonObject().put("error", new JsonObject().put("code", "TimeZoneMissing")));
            return;
        }
        var from = Instant.parse(request.queryParams().get("startDateTime"));
        var to = Instant.parse(request.queryParams().get("endDateTime"));
        var skip = request.queryParams().contains("$skip")
                ? Integer.parseInt(request.queryParams().get("$skip"))
                : 0;
        var all = new ArrayList<JsonObject>();
        account.busy.forEach(entry -> {
            var event = (JsonObject) entry;
            if (event.getBoolean("isAllDay", false)) {
                all.add(event);
            } else {
                all.add(graphEvent(Instant.parse(event.getString("start")), Instant.parse(event.getString("end")))
                        .put("showAs", event.getString("showAs", "busy")));
            }
        });
        ownTimes(account).stream()
                .filter(time -> time[1].isAfter(from) && time[0].isBefore(to))
                .forEach(time -> all.add(graphEvent(time[0], time[1])));
        var answer = new JsonObject()
                .put("@odata.context", url + "/microsoft/api/$metadata#users/calendarView")
                .put(
                        "value",
                        new JsonArray(all.stream().skip(skip).limit(GRAPH_PAGE).toList()));
        if (all.size() > skip + GRAPH_PAGE) {
            answer.put(
                    "@odata.nextLink",
                    url + "/microsoft/api/me/calendarView?startDateTime=" + from + "&endDateTime=" + to + "&%24skip="
                            + (skip + GRAPH_PAGE));
        }
        answer(request, 200, answer);
    }

    private static JsonObject graphEvent(Instant start, Instant end) {
        return new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("showAs", "busy")
                .put("isAllDay", false)
                .put("isCancelled", false)
                .put("start", graphTime(start))
                .put("end", graphTime(end));
    }

    private static JsonObject graphTime(Instant time) {
        return new JsonObject()
                .put("dateTime", GRAPH_TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)))
                .put("timeZone", "UTC");
    }

    private void find(RoutingContext request, Account account) {
        var filter = request.queryParams().get("$filter");
        var found = new JsonArray();
        account.events.forEach((id, event) -> {
            var property = event.getJsonArray("singleValueExtendedProperties").getJsonObject(0);
            if (filter.equals("singleValueExtendedProperties/Any(ep: ep/id eq '" + property.getString("id")
                    + "' and ep/value eq '" + property.getString("value") + "')")) {
                found.add(new JsonObject().put("id", id));
            }
        });
        answer(request, 200, new JsonObject().put("value", found));
    }

    private void create(RoutingContext request, Account account) {
        var event = request.body().asJsonObject();
        if (account.transactions.putIfAbsent(event.getString("transactionId"), "") != null) {
            answer(
                    request,
                    409,
                    new JsonObject().put("error", new JsonObject().put("code", "ErrorDuplicateTransactionId")));
            return;
        }
        var id = "AAMk" + UUID.randomUUID();
        account.events.put(id, event.put("id", id));
        answer(request, 201, event);
    }

    private void patch(RoutingContext request, Account account) {
        var event = account.events.get(request.pathParam("id"));
        if (event == null) {
            answer(request, 404, new JsonObject().put("error", new JsonObject().put("code", "ErrorItemNotFound")));
            return;
        }
        answer(request, 200, event.mergeIn(request.body().asJsonObject()));
    }

    private void deleteForGood(RoutingContext request, Account account) {
        var removed = account.events.remove(request.pathParam("id"));
        request.response().setStatusCode(removed == null ? 404 : 204).end();
    }

    // Both
    // ----------------------------------------------------------------------------------------------------------------

    private static List<Instant[]> taken(Account account) {
        var times = new ArrayList<>(ownTimes(account));
        account.busy.forEach(entry -> {
            var time = (JsonObject) entry;
            times.add(new Instant[] {Instant.parse(time.getString("start")), Instant.parse(time.getString("end"))});
        });
        times.sort(Comparator.comparing(time -> time[0]));
        return times;
    }

    private static List<Instant[]> ownTimes(Account account) {
        return account.events.values().stream()
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

    private interface Operation {
        void run(RoutingContext request, Account account);
    }

    private void withAccount(RoutingContext request, String operation, Operation run) {
        var header = request.request().getHeader("Authorization");
        var found = accounts.values().stream()
                .filter(account ->
                        header != null && account.accessTokens.contains(header.substring("Bearer ".length())))
                .findFirst();
        if (found.isEmpty()) {
            answer(request, 401, error(401, "authError"));
            return;
        }
        var account = found.get();
        account.calls.add(operation);
        if (!fails(request, account, operation)) {
            run.run(request, account);
        }
    }

    /** A failure that was ordered happens once; {@code after} lets the operation happen and its answer get lost. */
    private boolean fails(RoutingContext request, Account account, String operation) {
        var ordered = account.failures.stream()
                .filter(failure -> failure.getString("operation").equals(operation))
                .findFirst();
        if (ordered.isEmpty()) {
            return false;
        }
        var failure = ordered.get();
        account.failures.remove(failure);
        if (failure.containsKey("delay")) {
            var response = request.response();
            vertx.setTimer(failure.getLong("delay"), timer -> {
                if (!response.closed()) {
                    response.setStatusCode(200).end("{}");
                }
            });
            return true;
        }
        if (failure.containsKey("after")) {
            var event = request.body().asJsonObject();
            var id = event.getString("id", "AAMk" + UUID.randomUUID());
            account.events.put(id, event.put("id", id));
            if (event.containsKey("transactionId")) {
                account.transactions.put(event.getString("transactionId"), id);
            }
        }
        if (failure.containsKey("retry_after")) {
            request.response().putHeader("Retry-After", failure.getString("retry_after"));
        }
        answer(
                request,
                failure.getInteger("status"),
                error(failure.getInteger("status"), failure.getString("reason", "")));
        return true;
    }

    private void arrange(RoutingContext request) {
        var account = account(request);
        var wanted = request.body().asJsonObject();
        account.busy = wanted.getJsonArray("busy", account.busy);
        account.denies = wanted.getBoolean("denies", account.denies);
        account.scopes = wanted.getString("scopes", account.scopes);
        account.expiresIn = wanted.getInteger("expires_in", account.expiresIn);
        if (wanted.getBoolean("forget_access", false)) {
            account.accessTokens.clear();
        }
        if (wanted.getBoolean("end_grant", false)) {
            account.refreshTokens.clear();
            account.accessTokens.clear();
        }
        request.response().setStatusCode(204).end();
    }

    private void show(RoutingContext request) {
        var account = account(request);
        answer(
                request,
                200,
                new JsonObject()
                        .put("calls", account.calls)
                        .put("grants", account.refreshTokens.size())
                        .put("access_tokens", new JsonArray(List.copyOf(account.accessTokens)))
                        .put("refresh_tokens", new JsonArray(List.copyOf(account.refreshTokens)))
                        .put(
                                "events",
                                new JsonArray(account.events.values().stream()
                                        .filter(event -> !"cancelled".equals(event.getString("status")))
                                        .toList())));
    }

    private Account account(RoutingContext request) {
        return account(request.pathParam("account"));
    }

    private Account account(String name) {
        return accounts.computeIfAbsent(name, absent -> new Account());
    }

    private static void answer(RoutingContext request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
