package org.mentoring.contracts.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.mentoring.contracts.Documents;
import org.mentoring.contracts.Project;

/** The schemas of the events that the services publish. */
public final class EventSchemas {

    private static final String SUFFIX = ".schema.json";

    private EventSchemas() {}

    /** Their JSON Schemas by type. */
    public static Map<String, JsonNode> all(Project project) {
        var schemas = new TreeMap<String, JsonNode>();
        try {
            var files = new ArrayList<>(project.sharedEventSchemas());
            for (var service : Project.SERVICES) {
                files.addAll(project.eventSchemas(service));
            }
            for (var file : files) {
                var name = file.getFileName().toString();
                schemas.put(name.substring(0, name.length() - SUFFIX.length()), Documents.read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /** The topic of a type: that of its aggregate; ratings go with the reviews that they come from. */
    public static String topic(String type) {
        return switch (type.split("\\.")[2]) {
            case "rating" -> "mentoring.reviews";
            case "availability" -> "mentoring.availability";
            case String aggregate -> "mentoring." + aggregate + "s";
        };
    }
}
