package org.mentoring.kit.test;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Holds a migrated schema against the specification of the data: names, types, defaults, keys, uniqueness. */
public final class SchemaSpecification {

    private static final String COLUMN = """
            SELECT format_type(a.atttypid, a.atttypmod) AS type,
                   pg_get_expr(d.adbin, d.adrelid) AS default_value,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary
                              AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum) AS primary_key,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique
                              AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum) AS unique_key
              FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND NOT a.attisdropped""";

    private SchemaSpecification() {}

    /** What differs from the specification, one sentence each; empty when the schema is as specified. */
    public static List<String> differences(Connection connection, String owner) throws SQLException {
        var differences = new ArrayList<String>();
        for (var table : specification()) {
            if (table.path("owner").asText().equals(owner)) {
                for (var column : table.path("columns")) {
                    compare(connection, table.path("table").asText(), column, differences);
                }
            }
        }
        return differences;
    }

    /** The tables that the specification gives a service. */
    static List<String> tables(String owner) {
        return specification()
                .valueStream()
                .filter(table -> table.path("owner").asText().equals(owner))
                .map(table -> table.path("table").asText())
                .toList();
    }

    private static void compare(Connection connection, String table, JsonNode column, List<String> differences)
            throws SQLException {
        var name = table + "." + column.path("name").asText();
        try (var statement = connection.prepareStatement(COLUMN)) {
            statement.setString(1, "public." + table);
            statement.setString(2, column.path("name").asText());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    differences.add(name + " is missing");
                    return;
                }
                var type = row.getString("type");
                if (!type.equals(column.path("type").asText())) {
                    differences.add(name + " is " + type + " rather than "
                            + column.path("type").asText());
                }
                if (column.path("primary_key").asBoolean() && !row.getBoolean("primary_key")) {
                    differences.add(name + " is not the primary key");
                }
                if (column.path("unique").asBoolean() && !row.getBoolean("unique_key")) {
                    differences.add(name + " is not unique");
                }
                var wanted = column.path("default");
                if (!wanted.isNull() && !("'" + wanted.asText() + "'::text").equals(row.getString("default_value"))) {
                    differences.add(name + " has the default " + row.getString("default_value"));
                }
            }
        }
    }

    private static JsonNode specification() {
        try (var tables = SchemaSpecification.class.getResourceAsStream("/specification/tables.json")) {
            return new ObjectMapper().readTree(tables);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
