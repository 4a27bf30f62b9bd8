package org.mentoring.acceptance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mentoring.acceptance.SortedColumns.Private;
import org.mentoring.acceptance.SortedColumns.Row;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Texts that are found nowhere else, in rows of their own in every private column: whoever is shown one was shown that column.
 * Closing takes the rows away.
 */
final class Canaries implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private static final LocalDate FIRST_DATE = LocalDate.of(1801, 1, 1);
    private static final String COLUMNS = """
            SELECT a.attname, t.typname, t.typcategory, t.typtype, a.attgenerated <> '' AS made,
                   a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS needed,
                   EXISTS (SELECT FROM pg_index i
                            WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS key
              FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
             WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
            """;
    /** The directory is kept by triggers, and this row has to reach it. Elsewhere they would tell others of the row. */
    private static final String WITH_TRIGGERS = "mentors";

    private final Databases databases;
    private final Map<String, UUID> people;
    private final List<Canary> canaries = new ArrayList<>();
    private final List<Planted> planted = new ArrayList<>();

    /** @param people the ids of those who are there already */
    Canaries(Databases databases, Map<String, UUID> people) {
        this.databases = databases;
        this.people = people;
    }

    /** @param readers logins of those who may be shown it */
    record Canary(String column, String text, Set<String> readers) {

        boolean isIn(String body) {
            return body.contains(text) || body.contains(Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
        }
    }

    @FunctionalInterface
    interface Databases {

        Connection superuser(String service) throws SQLException;
    }

    private record Planted(String service, String table, String key) {}

    private record Column(
            String name, String type, String category, String kind, boolean made, boolean needed, boolean key) {}

    List<Canary> all() {
        return canaries;
    }

    /** The id of what is named: of somebody who is there, or of something that is planted. */
    UUID id(String name) {
        return people.getOrDefault(name, UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    }

    /** With ids for the names in braces. */
    String filledIn(String text) {
        return NAME.matcher(text).replaceAll(name -> id(name.group(1)).toString());
    }

    void plant(Row row) throws Exception {
        try (var database = databases.superuser(row.service())) {
            begin(database, row.table());
            var values = (ObjectNode) JSON.readTree(filledIn(row.values()));
            var columns = columns(database, row.table());
            for (var column : columns) {
                if (column.needed() && !values.has(column.name())) {
                    values.set(column.name(), JSON.readTree(someValue(column)));
                }
            }
            for (var hidden : row.columns()) {
                var column = columns.stream()
                        .filter(one -> one.name().equals(hidden.name()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(row.table() + " has no column " + hidden.name()));
                if (!column.made()) {
                    values.set(column.name(), JSON.readTree(canary(row, hidden, column)));
                }
            }
            insert(database, row, columns, values);
            database.commit();
        }
    }

    private void insert(Connection database, Row row, List<Column> columns, ObjectNode values) throws SQLException {
        var named = new ArrayList<String>();
        values.fieldNames().forEachRemaining(name -> named.add('"' + name + '"'));
        var key = columns.stream()
                .filter(Column::key)
                .map(column -> "'%1$s', to_jsonb(t) -> '%1$s'".formatted(column.name()))
                .toList();
        var sql = """
                INSERT INTO %1$s AS t (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, ?::jsonb)
                RETURNING jsonb_build_object(%3$s)::text
                """.formatted(row.table(), String.join(", ", named), String.join(", ", key));
        try (var statement = database.prepareStatement(sql)) {
            statement.setString(1, values.toString());
            try (var rows = statement.executeQuery()) {
                rows.next();
                planted.add(new Planted(row.service(), row.table(), rows.getString(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(row.service() + "." + row.table() + " takes no row " + values, e);
        }
    }

    /** What goes into the column, as JSON. */
    private String canary(Row row, Private hidden, Column column) {
        var number = canaries.size();
        var name = row.service() + "." + row.table() + "." + hidden.name();
        var text = "canary-%s-%dz".formatted(name.replaceAll("[._]", "-"), number);
        var value = hidden.value().replace("{canary}", text);
        if (!hidden.value().contains("{canary}")) {
            text = hidden.value();
        } else if (column.type().equals("date")) {
            text = FIRST_DATE.plusDays(number).toString();
            value = text;
        }
        canaries.add(new Canary(name, text, hidden.readers()));
        UnaryOperator<String> quoted = one -> '"' + one + '"';
        return switch (column.type()) {
            case "jsonb" -> value.startsWith("[") ? value : "{\"x\": %s}".formatted(quoted.apply(value));
            case "bytea" -> quoted.apply("\\\\x" + HexFormat.of().formatHex(value.getBytes(UTF_8)));
            default -> column.category().equals("A") ? "[%s]".formatted(quoted.apply(value)) : quoted.apply(value);
        };
    }

    private static String someValue(Column column) {
        return switch (column.type()) {
            case "uuid" -> '"' + UUID.randomUUID().toString() + '"';
            case "jsonb" -> "{}";
            case "bytea" -> "\"\\\\x00\"";
            default ->
                switch (column.category()) {
                    case "N" -> "1";
                    case "B" -> "false";
                    case "A" -> "[]";
                    case "D" -> "\"2026-01-01\"";
                    case "R" -> column.kind().equals("m") ? "\"{}\"" : "\"empty\"";
                    default -> "\"x\"";
                };
        };
    }

    private static List<Column> columns(Connection database, String table) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var statement = database.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString("attname"),
                            rows.getString("typname"),
                            rows.getString("typcategory"),
                            rows.getString("typtype"),
                            rows.getBoolean("made"),
                            rows.getBoolean("needed"),
                            rows.getBoolean("key")));
                }
            }
        }
        return columns;
    }

    private static void begin(Connection database, String table) throws SQLException {
        database.setAutoCommit(false);
        if (!table.equals(WITH_TRIGGERS)) {
            try (var statement = database.createStatement()) {
                statement.execute("SET LOCAL session_replication_role = replica");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (var row : planted.reversed()) {
            try (var database = databases.superuser(row.service())) {
                begin(database, row.table());
                try (var statement = database.prepareStatement(
                        "DELETE FROM %s t WHERE to_jsonb(t) @> ?::jsonb".formatted(row.table()))) {
                    statement.setString(1, row.key());
                    statement.executeUpdate();
                }
                database.commit();
            }
        }
    }
}
