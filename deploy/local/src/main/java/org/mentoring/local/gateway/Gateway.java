package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import org.mentoring.local.PlainHttp;

/**
 * The one address that clients need: routes by the manifests that operators install, and rejects requests
 * that are malformed, too large or too many. Its settings are those of {@link GatewaySettings}.
 */
public final class Gateway {

    private static final int MAX_TARGET_BYTES = 4096;
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);
    static final int PREFLIGHT_SECONDS = 3600;
    static final Set<HttpMethod> CORS_METHODS =
            Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    static final Set<String> CORS_HEADERS = Set.of(
            "Authorization",
            "Content-Type",
            "If-Match",
            "If-None-Match",
            "Idempotency-Key",
            "Booking-Link",
            "Accept-Language",
            Exchange.TRACEPARENT,
            Exchange.REQUEST_ID);
    static final Set<String> CORS_EXPOSED = Set.of("ETag", "Link", "Location", "Retry-After", Exchange.REQUEST_ID);

    private final RouteTable routes;
    private final Forwarding forwarding;
    private final CallLimits limits;
    private final RequestBody bodies;
    private final Backends backends;
    private final Upstream upstream;
    private final CorsHandler cors;

    private Gateway(Vertx vertx, GatewaySettings settings) {
        this.routes = new RouteManifests(settings.backends()).read(settings.routes());
        this.forwarding = new Forwarding(settings.trustedPeers());
        this.limits = new CallLimits(settings, System::nanoTime);
        this.bodies = new RequestBody(vertx, GatewaySettings.MAX_BUFFERED_BYTES, settings.requestTimeout());
        this.backends = new Backends(vertx, settings.backends(), DRAIN_TIMEOUT);
        this.upstream = new Upstream(vertx, forwarding, settings);
        this.cors = CorsHandler.create()
                .addOrigins(settings.corsOrigins().stream().sorted().toList())
                .allowedMethods(CORS_METHODS)
                .allowedHeaders(CORS_HEADERS)
                .exposedHeaders(CORS_EXPOSED)
                .maxAgeSeconds(PREFLIGHT_SECONDS);
    }

    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        try {
            start(vertx, GatewaySettings.from(System.getenv()))
                    .onSuccess(server -> System.out.println("The gateway listens on port " + server.actualPort()))
                    .onFailure(failure -> fail(failure.getMessage()));
        } catch (InvalidConfigurationException e) {
            fail(e.getMessage());
        }
    }

    /**
     * Starts a gateway on one event loop.
     *
     * @throws InvalidConfigurationException if a manifest uses a feature that this gateway does not support
     */
    static Future<HttpServer> start(Vertx vertx, GatewaySettings settings) {
        var gateway = new Gateway(vertx, settings);
        var options = PlainHttp.options()
                .setMaxInitialLineLength(MAX_TARGET_BYTES)
                .setMaxHeaderSize(GatewaySettings.MAX_HEADER_BYTES)
                .setIdleTimeout(Math.toIntExact(settings.idleTimeout().toSeconds()));
        var listening = vertx.createHttpServer(options)
                .requestHandler(new RequestValidation(gateway.router(vertx)::handle))
                .invalidRequestHandler(RequestValidation::unparsable)
                .listen(settings.port(), settings.host());
        return settings.managementPort().isEmpty()
                ? listening
                : Management.start(vertx, settings.managementPort().getAsInt(), gateway.backends, gateway::forward)
                        .compose(managed -> listening);
    }

    private Router router(Vertx vertx) {
        var router = Router.router(vertx);
        router.route()
                .handler(this::letOtherOriginsCall)
                .failureHandler(context -> Exchange.of(context.request()).refuse(Refusal.originForbidden()));
        router.route().handler(this::admit);
        return router;
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        var path = RequestTarget.path(request.uri());
        var wait = limits.take(request, path.orElse(""), forwarding.caller(request));
        if (wait.isZero()) {
            forward(context);
        } else {
            Exchange.of(request).refuse(Refusal.tooManyRequests(wait));
        }
    }

    private void forward(RoutingContext context) {
        var request = context.request();
        var exchange = Exchange.of(request);
        var answered = answered(context);
        RequestTarget.path(request.uri())
                .flatMap(routes::find)
                .ifPresentOrElse(
                        route -> bodies.read(
                                request,
                                answered,
                                GatewaySettings.mostOf(route.service()),
                                body -> pass(exchange, answered, route, body),
                                exchange::refuse),
                        () -> exchange.refuse(Refusal.notFound()));
    }

    /** Completes when the response has ended or the connection is closed: a response that the proxy resets calls none of its handlers. */
    static Future<Void> answered(RoutingContext context) {
        var answered = Promise.<Void>promise();
        context.addEndHandler(ended -> answered.tryComplete());
        context.request().connection().closeHandler(closed -> answered.tryComplete());
        return answered.future();
    }

    private void pass(Exchange exchange, Future<Void> answered, Route route, Buffer body) {
        var request = exchange.request();
        var taken = backends.take(route.service(), request.method() + " " + request.path());
        answered.onComplete(done -> backends.giveBack(taken));
        upstream.pass(exchange, route, taken.backend(), body);
    }

    private static void fail(String why) {
        System.err.println("gateway: " + why);
        System.exit(1);
    }

    /** The API alone is for pages of other origins; every browser names the origin of a form, also of the web client's own. */
    private void letOtherOriginsCall(RoutingContext context) {
        if (context.request().path().startsWith("/api/")) {
            cors.handle(context);
        } else {
            context.next();
        }
    }
}
