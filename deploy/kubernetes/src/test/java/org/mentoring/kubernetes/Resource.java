package org.mentoring.kubernetes;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** One rendered manifest. */
record Resource(JsonNode document) {

    String apiVersion() {
        return document.path("apiVersion").asText();
    }

    /** The API group without the version; empty for the core one. */
    String group() {
        var apiVersion = apiVersion();
        return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    String kind() {
        return document.path("kind").asText();
    }

    String name() {
        return document.path("metadata").path("name").asText();
    }

    JsonNode spec() {
        return document.path("spec");
    }

    Map<String, String> labels() {
        return texts(document.path("metadata").path("labels"));
    }

    /** The template of the pods of a Deployment, StatefulSet or Job; a pod is its own. */
    JsonNode podTemplate() {
        return kind().equals("Pod") ? document : spec().path("template");
    }

    Map<String, String> podLabels() {
        return texts(podTemplate().path("metadata").path("labels"));
    }

    boolean isWorkload() {
        return kind().equals("Deployment") || kind().equals("StatefulSet");
    }

    /** Whether it runs one of our services, as opposed to what they lean on. */
    boolean isService() {
        return kind().equals("Deployment") && "service".equals(podLabels().get("app.kubernetes.io/component"));
    }

    static Map<String, String> texts(JsonNode object) {
        return object.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
