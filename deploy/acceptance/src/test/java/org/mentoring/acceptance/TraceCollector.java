package org.mentoring.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes spans as a collector does (OTLP over HTTP, in protobuf) and keeps those of the traces that it was asked to watch. The
 * fields are read by their numbers in opentelemetry-proto's trace.proto.
 */
final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final Map<String, Span> spans = new ConcurrentHashMap<>();

    /** @param service the name of the service that made it */
    record Span(String trace, String id, String parent, String name, String service) {}

    TraceCollector(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    void watch(String trace) {
        watched.add(trace);
    }

    List<Span> spansOf(String trace) {
        return spans.values().stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
            for (var resourceSpans : messages(request, 1)) {
                var service = messages(resourceSpans, 1).stream()
                        .flatMap(resource -> messages(resource, 1).stream())
                        .filter(attribute -> text(attribute, 1).equals("service.name"))
                        .map(attribute -> text(messages(attribute, 2).getFirst(), 1))
                        .findFirst()
                        .orElse("");
                for (var scopeSpans : messages(resourceSpans, 2)) {
                    messages(scopeSpans, 2).forEach(span -> keep(span, service));
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void keep(UnknownFieldSet span, String service) {
        var trace = hex(span, 1);
        if (watched.contains(trace)) {
            var id = hex(span, 2);
            spans.put(id, new Span(trace, id, hex(span, 4), text(span, 5), service));
        }
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
        var found = new ArrayList<UnknownFieldSet>();
        for (var bytes : message.getField(field).getLengthDelimitedList()) {
            try {
                found.add(UnknownFieldSet.parseFrom(bytes));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException("This is no OTLP", e);
            }
        }
        return found;
    }

    private static String text(UnknownFieldSet message, int field) {
        return bytes(message, field).toStringUtf8();
    }

    private static String hex(UnknownFieldSet message, int field) {
        return HexFormat.of().formatHex(bytes(message, field).toByteArray());
    }

    private static ByteString bytes(UnknownFieldSet message, int field) {
        var values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.getFirst();
    }
}
