package org.mentoring.local.client;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Calls the platform, with or without a token. Bodies are JSON text. */
public final class Caller {

    private final Api api;
    private final String token;

    Caller(Api api, String token) {
        this.api = api;
        this.token = token;
    }

    public Answer get(String path) {
        return send("GET", path, Map.of(), null);
    }

    public Answer post(String path, String json) {
        return post(path, Map.of(), json);
    }

    public Answer post(String path, Map<String, String> headers, String json) {
        return send("POST", path, headers, json);
    }

    /** Replaces what was read before, if it has not changed since. */
    public Answer put(String path, Answer read, String json) {
        return send("PUT", path, Map.of("If-Match", read.header("ETag")), json);
    }

    /** @param json null for no body */
    public Answer send(String method, String path, Map<String, String> headers, String json) {
        return api.send(token, method, path, headers, json == null ? null : parse(json));
    }

    private static JsonNode parse(String json) {
        return Answer.parse(json);
    }
}
