package org.mentoring.mentor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The accounts of both providers, by the name that is chosen on the consent page, and what tests arrange and look at under
 * {@code /control} (see {@link CalendarAccount}). Everything runs on one event loop.
 */
final class FakeAccounts {

    private final Vertx vertx;
    private final Map<String, FakeAccount> accounts = new HashMap<>();

    FakeAccounts(Vertx vertx) {
        this.vertx = vertx;
    }

    void addTo(Router router) {
        router.put("/control/:account").handler(this::arrange);
        router.get("/control/:account").handler(this::show);
        router.post("/control/:account/failures").handler(request -> {
            account(request).failures.add(request.body().asJsonObject());
            request.response().setStatusCode(204).end();
        });
    }

    FakeAccount account(String name) {
        return accounts.computeIfAbsent(name, absent -> new FakeAccount(name + "@gmail.example"));
    }

    Optional<FakeAccount> find(Predicate<FakeAccount> which) {
        return accounts.values().stream().filter(which).findFirst();
    }

    interface Operation {
        void run(RoutingContext request, FakeAccount account);
    }

    void withAccount(RoutingContext request, String operation, Operation run) {
        var header = request.request().getHeader("Authorization");
        var found =
                find(account -> header != null && account.accessTokens.contains(header.substring("Bearer ".length())));
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

    /**
     * A failure that was ordered happens once, with {@code of} whenever the request's body contains that; {@code after} lets the
     * operation happen and its answer get lost.
     */
    boolean fails(RoutingContext request, FakeAccount account, String operation) {
        var ordered = account.failures.stream()
                .filter(failure -> failure.getString("operation").equals(operation))
                .filter(failure ->
                        !failure.containsKey("of") || request.body().asString().contains(failure.getString("of")))
                .findFirst();
        if (ordered.isEmpty()) {
            return false;
        }
        var failure = ordered.get();
        if (!failure.containsKey("of")) {
            account.failures.remove(failure);
        }
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
        if (wanted.containsKey("sequence")) {
            account.events.values().forEach(event -> event.put("sequence", wanted.getInteger("sequence")));
        }
        if (wanted.getBoolean("deleted", false)) {
            account.events.values().forEach(event -> event.put("status", "cancelled"));
        }
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
                        .put("address", account.address)
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

    private FakeAccount account(RoutingContext request) {
        return account(request.pathParam("account"));
    }

    static JsonObject error(int status, String reason) {
        return error(status, reason, reason);
    }

    static JsonObject error(int status, String reason, String message) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("code", status)
                                .put("message", message)
                                .put(
                                        "errors",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("domain", "global")
                                                        .put("reason", reason)
                                                        .put("message", message))));
    }

    static void answer(RoutingContext request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
