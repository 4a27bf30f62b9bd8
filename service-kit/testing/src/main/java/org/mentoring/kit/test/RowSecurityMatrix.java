package org.mentoring.kit.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Holds row security against what is written of it: for every table of the service, who may select, insert, update and delete a
 * row that belongs to {@code {owner}}; a table may have several lines, of rows that are treated differently. A line is
 * {@code table | owner nobody no_subject mentee mentor admin service | {"column": "value"}}; each of the seven is four characters
 * out of {@code siud}, a {@code -} for what is refused or finds no row. {@code no_subject} has roles but no identity.
 * Everything happens in one transaction that is rolled back.
 */
public final class RowSecurityMatrix {

    private static final UUID OWNER = UUID.fromString("00000000-0000-4000-8000-00000000aaaa");
    private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-00000000bbbb");
    private static final String REFUSED = "42501";
    private static final Map<String, Principal> PRINCIPALS = principals();
    /** A table of one row that is nobody's may do without. */
    private static final String HELD = """
            SELECT c.relname, c.relkind IN ('v', 'm'), c.relrowsecurity AND c.relforcerowsecurity, c.relowner <> ?::regrole
              FROM pg_class c
             WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'flyway_schema_history'
               AND (c.relkind IN ('r', 'p')
                    AND (c.relrowsecurity
                         OR NOT EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'only_row'))
                 OR c.relkind IN ('v', 'm') AND has_any_column_privilege(?, c.oid, 'SELECT, INSERT, UPDATE')
                    AND NOT coalesce(c.reloptions && '{security_invoker=true,security_invoker=on}', false))
             ORDER BY 1
            """;
    /** Every column that must have a value and has none by itself gets one of its type; what is written wins. */
    private static final String INSERT = """
            INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
            SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, ?::jsonb) RETURNING ctid::text
            """;

    private static final String COLUMNS = """
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE %1$s OR ?::jsonb ? a.attname),
                   jsonb_object_agg(a.attname, CASE
                       WHEN t.typcategory = 'N' THEN '1'::jsonb
                       WHEN t.typcategory = 'B' THEN 'false'
                       WHEN t.typcategory = 'A' THEN '"{}"'
                       WHEN t.typtype = 'm' THEN '"{}"'
                       WHEN t.typtype = 'r' THEN '"empty"'
                       WHEN t.typname = 'uuid' THEN to_jsonb(uuidv7())
                       WHEN t.typcategory = 'T' THEN '"1000000"'
                       WHEN t.typcategory = 'D' THEN '"2026-01-01"'
                       WHEN t.typname = 'jsonb' THEN '{}'
                       WHEN t.typname = 'bytea' THEN '"\\\\x00"'
                       ELSE '"x"' END) FILTER (WHERE %1$s) || ?::jsonb,
                   min(quote_ident(a.attname)) FILTER (WHERE has_column_privilege(?, a.attrelid, a.attnum, 'UPDATE')),
                   bool_or(a.attname = 'only_row')
              FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
             WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            """.formatted("a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''")
            .replace("?::jsonb ?", "?::jsonb ??");

    private RowSecurityMatrix() {}

    /** What differs from what is written, a line each; empty when row security is as it is written. */
    public static List<String> differences(InputStream written) throws SQLException, IOException {
        var lines = new String(written.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        var app = TestDatabase.name + "_app";
        var differences = new ArrayList<String>();
        try (var database = TestDatabase.asSuperuser()) {
            database.setAutoCommit(false);
            var missing = held(database, app, differences);
            for (var line : lines) {
                var parts = line.split("\\|");
                var table = parts[0].strip();
                missing.remove(table);
                var before = database.setSavepoint();
                var found = rights(database, app, table, parts[2].strip().replace("{owner}", OWNER.toString()));
                if (!found.equals(parts[1].strip().replaceAll("\\s+", " "))) {
                    differences.add(table + " | " + found + " | " + parts[2].strip());
                }
                database.rollback(before);
            }
            missing.forEach(table -> differences.add(table + " is not written down"));
            database.rollback();
        }
        return differences;
    }

    private static TreeSet<String> held(Connection database, String app, List<String> differences) throws SQLException {
        var tables = new TreeSet<String>();
        try (var statement = database.prepareStatement(HELD)) {
            statement.setString(1, app);
            statement.setString(2, app);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var name = rows.getString(1);
                    if (rows.getBoolean(2)) {
                        differences.add(name + " is a view that is read with the rights of its owner");
                        continue;
                    }
                    tables.add(name);
                    if (!rows.getBoolean(3)) {
                        differences.add(name + " is not under forced row security");
                    }
                    if (!rows.getBoolean(4)) {
                        differences.add(name + " belongs to the role of the service");
                    }
                }
            }
        }
        return tables;
    }

    private static String rights(Connection database, String app, String table, String row) throws SQLException {
        execute(database, "SET LOCAL session_replication_role = replica");
        String insert;
        String values;
        String updatable;
        try (var statement = database.prepareStatement(COLUMNS)) {
            statement.setString(1, row);
            statement.setString(2, row);
            statement.setString(3, app);
            statement.setString(4, table);
            try (var columns = statement.executeQuery()) {
                columns.next();
                insert = INSERT.formatted(table, columns.getString(1));
                values = columns.getString(2);
                updatable = columns.getString(3);
                if (columns.getBoolean(4)) {
                    execute(database, "DELETE FROM " + table);
                }
            }
        }
        String place;
        try (var statement = database.prepareStatement(insert)) {
            statement.setString(1, values);
            try (var made = statement.executeQuery()) {
                made.next();
                place = " WHERE ctid = '" + made.getString(1) + "'";
            }
        }
        execute(database, "SET LOCAL session_replication_role = origin");
        var rights = new ArrayList<String>();
        for (var who : PRINCIPALS.values()) {
            rights.add(may(database, app, who, "s", "SELECT FROM " + table + place, null)
                    + may(database, app, who, "i", insert.replace("RETURNING ctid::text", ""), values)
                    + (updatable == null
                            ? "-"
                            : may(
                                    database,
                                    app,
                                    who,
                                    "u",
                                    "UPDATE %1$s SET %2$s = %2$s".formatted(table, updatable) + place,
                                    null))
                    + may(database, app, who, "d", "DELETE FROM " + table + place, null));
        }
        return String.join(" ", rights);
    }

    /** A constraint is looked at after the policies: whoever comes so far was let through. */
    private static String may(Connection database, String app, Principal who, String letter, String sql, String values)
            throws SQLException {
        var before = database.setSavepoint();
        try {
            execute(database, "SET LOCAL ROLE \"" + app + "\"");
            TestDatabase.identify(database, who.id(), who.roles());
            try (var statement = database.prepareStatement(sql)) {
                if (values != null) {
                    statement.setString(1, values);
                }
                if (statement.execute()) {
                    try (var rows = statement.getResultSet()) {
                        return rows.next() ? letter : "-";
                    }
                }
                return statement.getUpdateCount() > 0 ? letter : "-";
            }
        } catch (SQLException e) {
            if (e.getSQLState().startsWith("23")) {
                return letter;
            }
            if (e.getSQLState().equals(REFUSED)) {
                return "-";
            }
            throw e;
        } finally {
            database.rollback(before);
        }
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, Principal> principals() {
        var principals = new LinkedHashMap<String, Principal>();
        principals.put("owner", new Principal(OWNER, "mentee,mentor"));
        principals.put("nobody", new Principal(null, ""));
        principals.put("no_subject", new Principal(null, "mentee,mentor"));
        principals.put("mentee", new Principal(OTHER, "mentee"));
        principals.put("mentor", new Principal(OTHER, "mentor"));
        principals.put("admin", new Principal(OTHER, "admin"));
        principals.put("service", new Principal(null, "service"));
        return principals;
    }

    private record Principal(UUID id, String roles) {}
}
