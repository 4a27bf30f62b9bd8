package org.mentoring.contracts.compatibility;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as a break, for callers and for readers. */
class CompatibilityTest {

    private static final String API = """
            paths:
              /things:
                get:
                  parameters:
                    - {name: q, in: query, schema: {type: string, maxLength: 50}}
                  responses:
                    '200':
                      headers: {Link: {schema: {type: string}}}
                      content:
                        application/json:
                          schema: {$ref: '#/components/schemas/Page'}
                    '404': {description: none}
                post:
                  requestBody:
                    content:
                      application/json:
                        schema: {$ref: '#/components/schemas/New'}
                  responses:
                    '201': {description: made}
            components:
              schemas:
                Page:
                  type: object
                  required: [items]
                  properties:
                    items: {type: array, items: {$ref: '#/components/schemas/Thing'}}
                Thing:
                  type: object
                  required: [id, state]
                  properties:
                    id: {type: string, format: uuid}
                    state: {type: string, enum: [open, closed]}
                    size: {type: [integer, 'null']}
                New:
                  type: object
                  required: [name]
                  properties:
                    name: {type: string, maxLength: 100}
                    colour: {type: [string, 'null'], enum: [red, green, null]}
            """;

    @Test
    void acceptsUnchangedDocuments() throws Exception {
        assertThat(breaks(API, API)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/things: | /stuff: | GET /things was removed",
                "'404': {description: none} | '410': {description: gone} | GET /things: the response 404 was removed",
                "headers: {Link: {schema: {type: string}}} | headers: {} | GET /things: the header Link of 200 was removed",
                "- {name: q, in: query | - {name: p, in: query | GET /things: the parameter q was removed",
                "{name: q, in: query, | {name: q, in: query, required: true, | GET /things: the parameter q is now required",
                "maxLength: 50 | maxLength: 40 | GET /things: the parameter q: maxLength was lowered to 40",
                "state: {type: string, enum: [open, closed]} | other: {type: string} | GET /things: the answer 200.items[].state was removed",
                "enum: [open, closed] | enum: [open] | GET /things: the answer 200.items[].state had the value closed, which was removed",
                "format: uuid | format: uri | GET /things: the answer 200.items[].id had the format uuid, and has uri",
                "required: [id, state] | required: [id] | GET /things: the answer 200.items[].state may now be missing",
                "id: {type: string, | id: {type: [string, 'null'], | GET /things: the answer 200.items[].id was string, and may now be null",
                "required: [name] | required: [name, colour] | POST /things: the body.colour is now required",
                "colour: {type: [string, 'null'] | colour: {type: string | POST /things: the body.colour may not be null any more",
                "enum: [red, green, null] | enum: [red, null] | POST /things: the body.colour had the value green, which was removed",
                "name: {type: string, maxLength: 100} | name: {type: string, maxLength: 99} | POST /things: the body.name: maxLength was lowered to 99",
                "name: {type: string, | name: {type: string, pattern: '^a', | POST /things: the body.name: the pattern was none, and is ^a",
                "requestBody: | requestBody: {required: true}\\n      x: | POST /things: a request body is now required"
            })
    void reportsABreakingChange(String before, String after, String named) throws Exception {
        assertThat(API).contains(before);
        assertThat(breaks(API, API.replace(before, after.replace("\\n", "\n")))).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'404': | '409': {description: new}\\n        '404':",
                "- {name: q, | - {name: r, in: query, schema: {type: string}}\\n        - {name: q,",
                "maxLength: 50 | maxLength: 60",
                "enum: [open, closed] | enum: [open, closed, lost]",
                "size: {type: [integer, 'null']} | size: {type: integer}",
                "size: {type: [integer, 'null']} | size: {type: [integer, 'null']}\\n        more: {type: string}",
                "required: [id, state] | required: [id, state, size]",
                "required: [name] | required: []",
                "name: {type: string, | name: {type: [string, 'null'],",
                "enum: [red, green, null] | enum: [red, green, blue, null]"
            })
    void acceptsAdditions(String before, String after) throws Exception {
        assertThat(API).contains(before);
        assertThat(breaks(API, API.replace(before, after.replace("\\n", "\n")))).isEmpty();
    }

    @Test
    void reportsARemovedFieldWithItsEvent() throws Exception {
        var before = tree("{type: object, required: [id], properties: {id: {type: string}, note: {type: string}}}");
        var after = tree("{type: object, required: [], properties: {id: {type: integer}}}");

        assertThat(Compatibility.ofEvent("booking.confirmed", before, after))
                .containsExactlyInAnyOrder(
                        "booking.confirmed.id was string, and may now be integer",
                        "booking.confirmed.note was removed",
                        "booking.confirmed.id may now be missing");
    }

    private static List<String> breaks(String before, String after) throws Exception {
        return Compatibility.ofApi(tree(before), tree(after));
    }

    private static JsonNode tree(String yaml) throws Exception {
        return new YAMLMapper().readTree(yaml);
    }
}
