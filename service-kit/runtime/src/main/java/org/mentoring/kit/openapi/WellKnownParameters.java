package org.mentoring.kit.openapi;

import java.math.BigDecimal;
import java.util.List;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Parameters that mean the same in every operation; each is described once, in the components. */
final class WellKnownParameters {

    private static final String REFERENCE = "#/components/parameters/";

    private final OpenAPI api;

    WellKnownParameters(OpenAPI api) {
        this.api = api;
    }

    void complete(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        operation.setParameters(operation.getParameters().stream()
                .map(parameter -> wellKnown(parameter, operation))
                .toList());
    }

    private Parameter wellKnown(Parameter parameter, Operation operation) {
        var schema = parameter.getSchema();
        if (schema != null && schema.getRef() == null && schema.getType() == null) {
            // The scanner drops it where an annotation restricts the text further.
            schema.setType(List.of(SchemaType.STRING));
        }
        if (parameter.getIn() == Parameter.In.HEADER) {
            return switch (parameter.getName()) {
                case "If-Match" -> reference("IfMatch", ifMatch());
                case "If-None-Match" -> reference("IfNoneMatch", ifNoneMatch());
                case "Idempotency-Key" -> reference("IdempotencyKey", idempotencyKey());
                default -> parameter;
            };
        }
        if (parameter.getIn() == Parameter.In.QUERY && Pages.isPaged(operation)) {
            return switch (parameter.getName()) {
                case "limit" -> reference("Limit", limit());
                case "cursor" -> reference("Cursor", cursor());
                default -> parameter;
            };
        }
        return parameter;
    }

    private Parameter reference(String name, Parameter parameter) {
        var components = api.getComponents();
        if (components.getParameters() == null || !components.getParameters().containsKey(name)) {
            components.addParameter(name, parameter);
        }
        return OASFactory.createParameter().ref(REFERENCE + name);
    }

    private static Parameter ifMatch() {
        return header("If-Match", "\"7\"")
                .description(
                        "The `ETag` of what was read, one strong tag. If the resource has changed since, the response is 412 (RFC"
                                + " 9110, section 13.1.1); without the header it is 428, unless the operation says otherwise.");
    }

    private static Parameter ifNoneMatch() {
        return header("If-None-Match", "\"3f786850e387550fdab836ed7e6dc881\"")
                .description("The `ETag` of an earlier response; 304 if nothing has changed since.");
    }

    private static Parameter idempotencyKey() {
        var parameter = header("Idempotency-Key", "0197c1f0-6a3b-7d52-9c1e-4f2a8b6d0e11")
                .description(
                        "Chosen by the client for one operation, such as a UUID. For 24 hours, repeating the request with the"
                                + " same key returns the first response and changes nothing. Another request with the key gets"
                                + " 422, and a repetition while the first request is running gets 409.");
        parameter.getSchema().setMinLength(1);
        parameter.getSchema().setMaxLength(255);
        return parameter;
    }

    private static Parameter limit() {
        return OASFactory.createParameter()
                .name("limit")
                .in(Parameter.In.QUERY)
                .description("How many items a page may have.")
                .schema(OASFactory.createSchema()
                        .type(List.of(SchemaType.INTEGER))
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(100))
                        .defaultValue(20));
    }

    private static Parameter cursor() {
        return OASFactory.createParameter()
                .name("cursor")
                .in(Parameter.In.QUERY)
                .description(
                        "`next_cursor` of the previous page; the first page if missing. Opaque, and valid only for the"
                                + " same list with the same filters.")
                .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
    }

    private static Parameter header(String name, String example) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .example(example)
                .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
    }
}
