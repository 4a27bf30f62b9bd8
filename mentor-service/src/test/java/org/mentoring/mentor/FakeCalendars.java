package org.mentoring.mentor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Google and Microsoft, as far as calendars go, and the settings by which the service finds them: {@link FakeConsent},
 * {@link FakeGoogle} and {@link FakeMicrosoft}, with the errors of each. A person chooses the account on the consent page by
 * {@code &account=}.
 */
public class FakeCalendars implements QuarkusTestResourceLifecycleManager {

    static final String URL = "test.calendars.url";
    static final String REDIRECT = "https://mentoring.example/api/v1/calendars/%s/callback";
    static final String CLIENT_SECRET = "client-secret";
    static final byte[] KEY = new byte[32];
    static final byte[] NEXT_KEY = "the key that will replace it ...".getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx = Vertx.vertx();
    private String url;

    @Override
    public Map<String, String> start() {
        var router = Router.router(vertx);
        router.route().handler(BodyHandler.create());
        var accounts = new FakeAccounts(vertx);
        accounts.addTo(router);
        new FakeConsent(accounts).addTo(router);
        new FakeGoogle(accounts).addTo(router);
        new FakeMicrosoft(accounts).addTo(router);
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
        settings.put("mentoring.calendars.providers.google.account-url", url + "/google/userinfo");
        settings.put("mentoring.calendars.providers.timeout", "PT1S");
        settings.put(
                "mentoring.calendars.keys.encryption-key", Base64.getEncoder().encodeToString(KEY));
        settings.put(
                "mentoring.calendars.keys.next-encryption-key",
                Base64.getEncoder().encodeToString(NEXT_KEY));
        settings.put("mentoring.calendars.public-address", "https://mentoring.example/api/v1/calendars");
        settings.put("mentoring.calendars.web-address", "https://mentoring.example/settings?tab=calendars");
        settings.put("mentoring.calendars.check-every", "1s");
        settings.put("mentoring.calendars.read-every", "PT0.5S");
        settings.put("mentoring.calendars.retry-after", "PT0.2S");
        return settings;
    }
}
