package org.mentoring.contracts.openapi;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mentoring.contracts.Documents;

/** Merges documents into one. */
final class Merge {

    private Merge() {}

    /** The document with those components renamed whose names are already used for different ones. */
    static ObjectNode withoutClashes(String service, ObjectNode document, ObjectNode merged) {
        var renamed = new HashMap<String, String>();
        document.path("components")
                .properties()
                .forEach(kind -> kind.getValue().properties().forEach(component -> {
                    var known = merged.path(kind.getKey()).path(component.getKey());
                    if (!known.isMissingNode() && !known.equals(component.getValue())) {
                        var reference = "#/components/" + kind.getKey() + "/";
                        renamed.put(reference + component.getKey(), reference + prefix(service) + component.getKey());
                    }
                }));
        var text = document.toString();
        for (Map.Entry<String, String> name : renamed.entrySet()) {
            text = text.replace("\"" + name.getKey() + "\"", "\"" + name.getValue() + "\"");
        }
        var result = (ObjectNode) parse(text);
        renamed.forEach((from, to) -> {
            var kind = (ObjectNode) result.at(from.substring(1, from.lastIndexOf('/')));
            kind.set(to.substring(to.lastIndexOf('/') + 1), kind.remove(from.substring(from.lastIndexOf('/') + 1)));
        });
        return result;
    }

    private static String prefix(String service) {
        var name = service.replace("-service", "");
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static JsonNode parse(String json) {
        try {
            return Documents.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
