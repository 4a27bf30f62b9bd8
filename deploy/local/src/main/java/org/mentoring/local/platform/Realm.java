package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The realm of production with additions for local use only. */
final class Realm {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Realm() {}

    /** The realm file with the local additions of this module merged into it. */
    static String withLocalAdditions(Path realm) throws IOException {
        try (var additions = Realm.class.getResourceAsStream("/realm/local-additions.json")) {
            var merged = merge((ObjectNode) JSON.readTree(Files.readAllBytes(realm)), (ObjectNode)
                    JSON.readTree(additions.readAllBytes()));
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(merged);
        }
    }

    /** Appends to lists, merges clients by id, and replaces everything else. */
    static ObjectNode merge(ObjectNode realm, ObjectNode additions) {
        var merged = realm.deepCopy();
        additions.properties().forEach(addition -> {
            var name = addition.getKey();
            if (name.equals("clients")) {
                addition.getValue().forEach(client -> mergeClient(merged.withArray("clients"), (ObjectNode) client));
            } else if (addition.getValue() instanceof ArrayNode list) {
                merged.withArray(name).addAll(list);
            } else {
                merged.set(name, addition.getValue());
            }
        });
        return merged;
    }

    private static void mergeClient(ArrayNode clients, ObjectNode addition) {
        for (var client : clients) {
            if (client.path("clientId").equals(addition.path("clientId"))) {
                ((ObjectNode) client).setAll(addition);
                return;
            }
        }
        clients.add(addition);
    }
}
