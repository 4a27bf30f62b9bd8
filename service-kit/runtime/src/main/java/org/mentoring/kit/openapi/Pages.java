package org.mentoring.kit.openapi;

import java.util.List;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Lists in pages: where an operation takes a cursor and names the type of an item, its answer is a page of them. */
final class Pages {

    private static final String SCHEMAS = "#/components/schemas/";

    private final OpenAPI api;

    Pages(OpenAPI api) {
        this.api = api;
    }

    static boolean isPaged(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter ->
                                parameter.getIn() == Parameter.In.QUERY && "cursor".equals(parameter.getName())
                                        || "#/components/parameters/Cursor".equals(parameter.getRef()));
    }

    void complete(Operation operation) {
        if (!isPaged(operation)) {
            return;
        }
        var answer = operation.getResponses().getAPIResponse("200");
        if (answer == null || answer.getContent() == null) {
            return;
        }
        answer.addHeader("Link", link());
        answer.getContent().getMediaTypes().values().forEach(media -> {
            var item = media.getSchema();
            if (item != null && item.getRef() != null && !isPage(item)) {
                media.setSchema(page(item.getRef().substring(SCHEMAS.length())));
            }
        });
    }

    private boolean isPage(Schema reference) {
        var schema = api.getComponents().getSchemas().get(reference.getRef().substring(SCHEMAS.length()));
        return schema != null
                && schema.getProperties() != null
                && schema.getProperties().containsKey("next_cursor");
    }

    private Schema page(String item) {
        var name = item + "Page";
        if (!api.getComponents().getSchemas().containsKey(name)) {
            api.getComponents()
                    .addSchema(
                            name,
                            OASFactory.createSchema()
                                    .type(List.of(SchemaType.OBJECT))
                                    .description("A part of a list.")
                                    .addProperty(
                                            "items",
                                            OASFactory.createSchema()
                                                    .type(List.of(SchemaType.ARRAY))
                                                    .items(OASFactory.createSchema()
                                                            .ref(SCHEMAS + item)))
                                    .addProperty(
                                            "next_cursor",
                                            OASFactory.createSchema()
                                                    .type(List.of(SchemaType.STRING, SchemaType.NULL))
                                                    .description("Where the next page begins; null on the last one."))
                                    .required(List.of("items", "next_cursor")));
        }
        return OASFactory.createSchema().ref(SCHEMAS + name);
    }

    private static Header link() {
        return OASFactory.createHeader()
                .description("The next page as `rel=\"next\"` (RFC 8288); missing on the last one.")
                .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
    }
}
