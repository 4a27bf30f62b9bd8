package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;

/** Passes requests on to the services, and their answers back. */
final class Upstream {

    static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    static final int WAITING_PER_CONNECTION = 4;

    /** A tunnel would bypass every check. */
    private static final ProxyOptions OPTIONS = new ProxyOptions().setSupportWebSocket(false);

    private final HttpClient client;
    private final Forwarding forwarding;
    private final Duration timeout;

    Upstream(Vertx vertx, Forwarding forwarding, GatewaySettings settings) {
        this.forwarding = forwarding;
        this.timeout = settings.requestTimeout();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(Math.toIntExact(CONNECT_WITHIN.toMillis())),
                new PoolOptions()
                        .setHttp1MaxSize(settings.connectionsPerBackend())
                        .setMaxWaitQueueSize(settings.connectionsPerBackend() * WAITING_PER_CONNECTION));
    }

    void pass(Exchange exchange, Route route, Backend backend, Buffer body) {
        var target = new RequestOptions()
                .setHost(backend.host())
                .setPort(backend.port())
                .setIdleTimeout(route.timeout().orElse(timeout).toMillis());
        HttpProxy.reverseProxy(OPTIONS, client)
                .origin(context -> client.request(target))
                .addInterceptor(new ProxiedExchange(exchange, route, body))
                .handle(exchange.request());
    }

    private final class ProxiedExchange implements ProxyInterceptor {

        private final Exchange exchange;
        private final Route route;
        private final Buffer body;

        private ProxiedExchange(Exchange exchange, Route route, Buffer body) {
            this.exchange = exchange;
            this.route = route;
            this.body = body;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var request = context.request();
            forwarding.pass(exchange.request(), request.headers());
            request.putHeader(Exchange.REQUEST_ID, exchange.id());
            request.putHeader(Exchange.TRACEPARENT, exchange.traceparent());
            request.setBody(body.length() == 0 ? null : Body.body(body));
            return context.sendRequest().onFailure(failure -> exchange.refuse(refusal(failure)));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            if (exchange.request().response().ended()) {
                return Future.succeededFuture();
            }
            var headers = context.response().headers();
            Forwarding.removeOfOneHop(headers);
            headers.remove("Server");
            exchange.finish(headers);
            return context.sendResponse();
        }

        private Refusal refusal(Throwable failure) {
            return switch (failure) {
                case TimeoutException late -> Refusal.gatewayTimeout();
                case HttpClosedException closed -> Refusal.badGateway();
                case StreamResetException reset -> Refusal.badGateway();
                default -> Refusal.unavailable(route.service() + " cannot be reached.");
            };
        }
    }
}
