package org.mentoring.local.proxy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.mentoring.local.PlainHttp;

/**
 * The proxies between the parts of a platform for campaigns, and an interface to disturb them: {@code PUT /links/postgres} with the
 * name of a {@link LinkFault}, or for the mail server of a {@link MailAnswer}. Settings: {@code LINKS}
 * ({@code name=port:target}, separated by commas) and {@code CONTROL_PORT}. Everything is on this machine alone.
 */
public final class Proxies {

    private static final String MAIL = "mail";
    private static final int MAX_NAME_LENGTH = 50;

    private final Map<String, Link> links = new HashMap<>();
    private final RefusingMailServer refusing;

    Proxies(String settings) throws IOException {
        refusing = new RefusingMailServer();
        for (var link : settings.split(",")) {
            var words = link.split("[=:]");
            links.put(words[0], new Link(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        }
    }

    public static void main(String[] args) throws IOException {
        var proxies = new Proxies(System.getenv("LINKS"));
        var vertx = Vertx.vertx();
        var router = Router.router(vertx);
        router.get("/links").handler(context -> context.response().end(String.join("\n", proxies.links.keySet())));
        router.put("/links/:name")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_NAME_LENGTH))
                .handler(proxies::disturb);
        vertx.createHttpServer(PlainHttp.options())
                .requestHandler(router)
                .listen(Integer.parseInt(System.getenv("CONTROL_PORT")), "127.0.0.1")
                .onFailure(e -> {
                    System.err.println("The control port of the proxies failed: " + e.getMessage());
                    System.exit(1);
                });
    }

    private void disturb(RoutingContext context) {
        var name = context.pathParam("name");
        var status = links.containsKey(name) ? begin(name, context.body().asString()) ? 204 : 400 : 404;
        context.response().setStatusCode(status).end();
    }

    /** @return whether there is such a fault of that link */
    boolean begin(String name, String fault) {
        var link = links.get(name);
        for (var known : LinkFault.values()) {
            if (known.name().equals(fault)) {
                link.restoreTarget();
                link.begin(known);
                return true;
            }
        }
        for (var known : MailAnswer.values()) {
            if (name.equals(MAIL) && known.name().equals(fault)) {
                refusing.answer(known);
                link.redirect(refusing.port());
                return true;
            }
        }
        return false;
    }

    Link link(String name) {
        return links.get(name);
    }
}
