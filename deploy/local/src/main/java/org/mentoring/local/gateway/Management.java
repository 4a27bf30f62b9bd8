package org.mentoring.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.mentoring.local.PlainHttp;

/**
 * Routes a service's requests to another instance: {@code PUT /backends/booking-service} with its
 * {@code host:port}, answered with 204 once the previous instance has answered its last request. What is below {@code /api} goes to the
 * instance that serves, without the limits on clients: for the web client, which calls the services as inside a cluster. Listens on a
 * port of its own, on the loopback interface only.
 */
final class Management {

    private static final int LONGEST_ADDRESS = 300;

    private final Backends backends;

    private Management(Backends backends) {
        this.backends = backends;
    }

    static Future<HttpServer> start(Vertx vertx, int port, Backends backends, Handler<RoutingContext> services) {
        var router = Router.router(vertx);
        router.put("/backends/:service")
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_ADDRESS))
                .handler(new Management(backends)::lead);
        router.route("/api/*").handler(services);
        return vertx.createHttpServer(PlainHttp.options().setMaxHeaderSize(GatewaySettings.MAX_HEADER_BYTES))
                .requestHandler(router)
                .listen(port, "127.0.0.1");
    }

    private void lead(RoutingContext context) {
        var service = context.pathParam("service");
        if (!backends.knows(service)) {
            context.response().setStatusCode(404).end("There is no service " + service + ".\n");
            return;
        }
        try {
            backends.lead(service, Backend.parse(context.body().asString().strip()))
                    .onSuccess(drained -> context.response().setStatusCode(204).end())
                    .onFailure(late -> context.response().setStatusCode(504).end(late.getMessage() + "\n"));
        } catch (InvalidConfigurationException e) {
            context.response().setStatusCode(400).end(e.getMessage() + "\n");
        }
    }
}
