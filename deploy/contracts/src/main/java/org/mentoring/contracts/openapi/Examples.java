package org.mentoring.contracts.openapi;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static java.util.Map.entry;

/** Builds an example of a JSON Schema out of what things are called in this project: one mentor, one mentee, one booking. */
public final class Examples {

    private static final int DEEPEST = 8;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ADA = "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0001";
    private static final String LINUS = "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0002";
    private static final String BOOKING = "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0101";
    private static final String SESSION = "0197c1e2-1d2c-7a10-8f00-1f7a5a0c0201";
    private static final String START = "2027-03-01T09:00:00Z";
    private static final String END = "2027-03-01T10:00:00Z";

    private static final Map<String, String> TEXTS = Map.ofEntries(
            entry("mentor_id", ADA),
            entry("user_id", LINUS),
            entry("mentee_id", LINUS),
            entry("reporter_id", LINUS),
            entry("session_id", SESSION),
            entry("booking_id", BOOKING),
            entry("name", "Ada Lovelace"),
            entry("mentor_name", "Ada Lovelace"),
            entry("other_name", "Ada Lovelace"),
            entry("mentor_email", "ada@example.org"),
            entry("user_name", "Linus Torvalds"),
            entry("mentee_name", "Linus Torvalds"),
            entry("mentee_display_name", "Linus T."),
            entry("user_email", "linus@example.org"),
            entry("recipient_email", "linus@example.org"),
            entry("email", "ada@example.org"),
            entry("mentor_time_zone", "Europe/London"),
            entry("user_time_zone", "Asia/Kolkata"),
            entry("time_zone", "Europe/London"),
            entry("mentor_locale", "en-GB"),
            entry("user_locale", "en-IN"),
            entry("locale", "en-GB"),
            entry("language", "en"),
            entry("date", "2027-03-01"),
            entry("time", "09:00"),
            entry("start_time", START),
            entry("end_time", END),
            entry("previous_start_time", "2027-02-22T09:00:00Z"),
            entry("previous_end_time", "2027-02-22T10:00:00Z"),
            entry("from", "2027-03-01T00:00:00Z"),
            entry("to", "2027-03-15T00:00:00Z"),
            entry("created_at", "2027-02-15T18:20:31Z"),
            entry("expires_at", "2027-02-17T18:20:31Z"),
            entry("session_type", "Mentoring session"),
            entry("meeting_id", "mentoring-0197c1e21d2c"),
            entry("meeting_url", "https://meet.jit.si/mentoring-0197c1e21d2c"),
            entry("rrule", "FREQ=WEEKLY;BYDAY=MO,WE"),
            entry("note", "How do compilers keep their promises?"),
            entry("question", "Which languages do you write?"),
            entry("answer", "C, and a little assembler."),
            entry("reason", "I am ill, sorry."),
            entry("bio", "Wrote the first program that was published."),
            entry("biography", "Learns how compilers work."),
            entry("feedback", "Clear, patient, and to the point."),
            entry("reply", "Thank you, it was a pleasure."),
            entry("linkedin", "https://www.linkedin.com/in/ada"),
            entry("linkedin_url", "https://www.linkedin.com/in/linus"),
            entry("url", "https://github.com/ada"),
            entry("profile_image_url", "https://images.example.org/ada.jpg"),
            entry("authorization_url", "https://accounts.example.org/authorize?state=s"),
            entry("platform", "github"),
            entry("provider", "google"),
            entry("role", "mentor"),
            entry("expertise", "compilers"),
            entry("tags", "compilers"),
            entry("aliases", "compiler construction"),
            entry("dob", "1990-12-28"),
            entry("kind", "booking-confirmed"),
            entry("state", "connected"),
            entry("next_cursor", "WyIyMDI3LTAzLTAxIl0"));

    private Examples() {}

    /**
     * An example that holds against the schema.
     *
     * @param root holds what references in the schema point to
     */
    public static JsonNode of(JsonNode schema, JsonNode root) {
        return of(null, schema, root, 0);
    }

    private static JsonNode of(String name, JsonNode schema, JsonNode root, int depth) {
        if (schema.has("$ref")) {
            return of(name, root.at(schema.path("$ref").asText().substring(1)), root, depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        for (var choice : new String[] {"anyOf", "oneOf"}) {
            if (schema.has(choice)) {
                return of(name, schema.get(choice).get(0), root, depth);
            }
        }
        if (depth > DEEPEST) {
            return NODES.nullNode();
        }
        return switch (type(schema)) {
            case "object" -> object(schema, root, depth);
            case "array" -> array(name, schema, root, depth);
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(number(name)));
            case "number" -> NODES.numberNode(4.5);
            case "boolean" -> NODES.booleanNode(true);
            case "string" -> NODES.textNode(text(name, schema));
            default -> NODES.nullNode();
        };
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray()) {
            return type.get(0).asText();
        }
        return type.isMissingNode() && schema.has("properties") ? "object" : type.asText();
    }

    private static ObjectNode object(JsonNode schema, JsonNode root, int depth) {
        var object = NODES.objectNode();
        schema.path("properties")
                .properties()
                .forEach(property ->
                        object.set(property.getKey(), of(property.getKey(), property.getValue(), root, depth + 1)));
        var more = schema.path("additionalProperties");
        if (more.isObject()) {
            object.set("5", of(null, more, root, depth + 1));
        }
        return object;
    }

    private static ArrayNode array(String name, JsonNode schema, JsonNode root, int depth) {
        var array = NODES.arrayNode();
        array.add(of(name, schema.path("items"), root, depth + 1));
        return array;
    }

    private static long number(String name) {
        return switch (name == null ? "" : name) {
            case "duration_minutes" -> 60;
            case "rating" -> 5;
            case "sequence" -> 0;
            default -> 1;
        };
    }

    private static String text(String name, JsonNode schema) {
        var format = schema.path("format").asText();
        var known = name == null ? null : TEXTS.get(name);
        if (known != null && fits(known, format)) {
            return known;
        }
        return switch (format) {
            case "uuid" -> BOOKING;
            case "date-time" -> START;
            case "date" -> "2027-03-01";
            case "email" -> "ada@example.org";
            case "uri" -> "https://example.org";
            default -> schema.path("examples").path(0).asText("text");
        };
    }

    private static boolean fits(String text, String format) {
        return switch (format) {
            case "uuid" -> text.startsWith("0197");
            case "date-time" -> text.contains("T") && text.endsWith("Z");
            case "date" -> text.matches("\\d{4}-\\d\\d-\\d\\d");
            default -> true;
        };
    }
}
