package org.mentoring.contracts.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.mentoring.contracts.Documents;
import org.mentoring.contracts.Project;
import org.mentoring.contracts.openapi.Examples;

/** All topics and events (AsyncAPI 3), from the JSON Schemas of the services and the manifests of the topics. */
public final class EventDocument {

    private static final Path TOPICS = Path.of("deploy/kubernetes/overlays/production/kafka/topics.yaml");

    private final Project project;

    public EventDocument(Project project) {
        this.project = project;
    }

    public JsonNode document() {
        var schemas = EventSchemas.all(project);
        var topics = topics();
        var document = Documents.JSON.createObjectNode().put("asyncapi", "3.0.0");
        var info = document.putObject("info")
                .put("title", "Events of the mentoring platform")
                .put("version", "1.0.0")
                .put("description", DESCRIPTION);
        info.putObject("license").put("name", "Apache-2.0");
        document.putObject("servers")
                .putObject("local")
                .put("host", "localhost:19092")
                .put("protocol", "kafka")
                .put("description", "The broker of the local platform");
        document.put("defaultContentType", "application/json");
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        for (var topic :
                new TreeSet<>(schemas.keySet().stream().map(EventSchemas::topic).toList())) {
            var name = topic.substring(topic.indexOf('.') + 1);
            channels.set(name, channel(topic, topics.get(topic), schemas));
            var operation = operations.putObject(name + ".publish").put("action", "send");
            operation.put("summary", "Publish events about " + name);
            operation.putObject("channel").put("$ref", "#/channels/" + name);
        }
        var components = document.putObject("components");
        var messages = components.putObject("messages");
        schemas.forEach((type, schema) -> messages.set(name(type), message(type, schema)));
        components.putObject("schemas").set("cloudEventHeaders", headers());
        return document;
    }

    private static ObjectNode channel(String topic, JsonNode manifest, Map<String, JsonNode> schemas) {
        var channel = Documents.JSON.createObjectNode().put("address", topic);
        channel.put("description", "In the order of each aggregate, whose id is the key.");
        var messages = channel.putObject("messages");
        schemas.keySet().stream()
                .filter(type -> EventSchemas.topic(type).equals(topic))
                .forEach(type -> messages.putObject(name(type)).put("$ref", "#/components/messages/" + name(type)));
        if (manifest != null) {
            var kafka = channel.putObject("bindings").putObject("kafka").put("topic", topic);
            kafka.set("partitions", manifest.at("/spec/partitions"));
            var settings = kafka.putObject("topicConfiguration");
            settings.putArray("cleanup.policy").add(manifest.at("/spec/config/cleanup.policy"));
            kafka.put("bindingVersion", "0.5.0");
        }
        return channel;
    }

    private static ObjectNode message(String type, JsonNode schema) {
        var payload = ((ObjectNode) schema.deepCopy());
        payload.remove(java.util.List.of("$schema", "$id"));
        var message = Documents.JSON.createObjectNode().put("name", type);
        message.set("title", schema.path("title"));
        message.put("contentType", "application/json");
        message.putObject("headers").put("$ref", "#/components/schemas/cloudEventHeaders");
        message.set("payload", payload);
        var example = message.putArray("examples").addObject().put("name", "example");
        var data = Examples.of(payload, payload);
        example.set("headers", exampleHeaders(type, data));
        example.set("payload", data);
        return message;
    }

    private static ObjectNode exampleHeaders(String type, JsonNode data) {
        var aggregate = type.split("\\.")[2];
        var id = data.has("id") ? data.path("id") : data.path(aggregate + "_id");
        if ("calendar".equals(aggregate)) {
            id = TextNode.valueOf(calendar(data).toString());
        } else if (id.isMissingNode()) {
            id = data.has("mentor_id") ? data.path("mentor_id") : data.path("user_id");
        }
        var headers = Documents.JSON.createObjectNode();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", "0197c1f0-6a3b-7d52-9c1e-4f2a8b6d0e11");
        headers.put("ce_source", "/mentoring/" + owner(aggregate) + "-service");
        headers.put("ce_type", type);
        headers.set("ce_subject", id);
        headers.put("ce_time", "2027-02-15T18:20:31.412Z");
        headers.put("ce_dataschema", "urn:mentoring:schema:" + type);
        headers.put("ce_aggregateversion", "1");
        headers.put("content-type", "application/json");
        return headers;
    }

    /** The provider's name among those of the mentor (UUID version 3), as the mentor service has it. */
    private static UUID calendar(JsonNode data) {
        var mentor = UUID.fromString(data.path("mentor_id").asText());
        var provider = data.path("provider").asText().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(2 * Long.BYTES + provider.length)
                .putLong(mentor.getMostSignificantBits())
                .putLong(mentor.getLeastSignificantBits())
                .put(provider)
                .array());
    }

    private static String owner(String aggregate) {
        return switch (aggregate) {
            case "session", "availability", "opening" -> "booking";
            case "rating" -> "review";
            case "calendar" -> "mentor";
            case "preference" -> "notification";
            default -> aggregate;
        };
    }

    private static ObjectNode headers() {
        var schema = Documents.JSON
                .createObjectNode()
                .put("type", "object")
                .put("description", "CloudEvents 1.0, Kafka binary mode: each attribute is a header of text.");
        var properties = schema.putObject("properties");
        text(properties, "ce_specversion", "The version of CloudEvents.").put("const", "1.0");
        text(
                properties,
                "ce_id",
                "The same when an event is published again; with the source, what to know duplicates by.");
        text(properties, "ce_source", "The service that tells, such as /mentoring/booking-service.");
        text(properties, "ce_type", "What happened, and the version of its schema.");
        text(properties, "ce_subject", "The id of what it happened to; the key of the record, too.")
                .put("format", "uuid");
        text(properties, "ce_time", "When it happened.").put("format", "date-time");
        text(properties, "ce_dataschema", "Names the schema of the data.");
        text(properties, "ce_aggregateversion", "Grows with each event of the aggregate.")
                .put("pattern", "^[0-9]+$");
        text(properties, "ce_traceparent", "The trace in which it happened (W3C); not on every event.");
        text(properties, "content-type", "Of the data.");
        var required = schema.putArray("required");
        for (var name : new String[] {
            "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "ce_aggregateversion"
        }) {
            required.add(name);
        }
        return schema;
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }

    /** {@code bookingConfirmed} for {@code org.mentoring.booking.confirmed.v1}; a later version says so. */
    private static String name(String type) {
        var parts = type.split("\\.");
        var name = new StringBuilder(parts[2]);
        for (var word : parts[3].split("-")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return "v1".equals(parts[4]) ? name.toString() : name + parts[4].toUpperCase(Locale.ROOT);
    }

    /** The manifests of the topics by their names. */
    private Map<String, JsonNode> topics() {
        var topics = new TreeMap<String, JsonNode>();
        try (var documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(project.root().resolve(TOPICS).toFile())) {
            documents.forEachRemaining(
                    topic -> topics.put(topic.at("/metadata/name").asText(), topic));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return topics;
    }

    private static final String DESCRIPTION = """
            CloudEvents 1.0 in Kafka's binary mode: attributes are headers beginning with `ce_`, the data is JSON.

            - **At least once.** An event may come twice with the same `ce_id`.
            - **In order** for each aggregate, whose id is the key; `ce_aggregateversion` grows with each.
            - **Kept** for 30 days, and the last event of each aggregate for ever; those of `mentoring.exports` for one day.
            - **Whole.** A booking event carries the booking as it now stands; nothing has to be asked for.
            - **Evolution.** Fields and types may be added, so ignore those that you do not know. What would break a
              subscriber comes as a new type, `…v2`, beside the old one.
            """;
}
