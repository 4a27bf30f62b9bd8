package org.mentoring.contracts.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The catalogue of a migrated database; the texts are its comments. */
record Catalogue(List<Table> tables, List<Policy> policies, List<Function> functions, List<Migration> migrations) {

    /** @param purpose null without a comment */
    record Table(String name, String kind, String purpose, List<Column> columns) {}

    record Column(String name, String type, String marks, String meaning) {}

    record Policy(String table, String name, String command, String condition, String check, String meaning) {}

    record Function(String name, String arguments, String result, String meaning) {}

    record Migration(String version, String description) {}

    private static final String TABLES = """
            SELECT c.oid::regclass::text AS name, c.relkind = 'v' AS is_view, obj_description(c.oid, 'pg_class') AS purpose
              FROM pg_class c
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
               AND c.relname <> 'flyway_schema_history'
             ORDER BY c.relname""";
    private static final String COLUMNS = """
            SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
                   pg_get_expr(d.adbin, d.adrelid) AS default_value, a.attnotnull AS needed,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary
                              AND a.attnum = ANY (i.indkey)) AS primary_key,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indpred IS NULL
                              AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum AND NOT i.indisprimary) AS unique_key,
                   col_description(a.attrelid, a.attnum) AS meaning
              FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum""";
    private static final String POLICIES = """
            SELECT polrelid::regclass::text AS "table", polname AS name,
                   CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                        ELSE 'ALL' END AS command,
                   pg_get_expr(polqual, polrelid) AS condition, pg_get_expr(polwithcheck, polrelid) AS "check",
                   obj_description(oid, 'pg_policy') AS meaning
              FROM pg_policy ORDER BY 1, 2""";
    private static final String FUNCTIONS = """
            SELECT p.proname AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
                   coalesce(pg_get_function_result(p.oid), 'procedure') AS result, obj_description(p.oid, 'pg_proc') AS meaning
              FROM pg_proc p
             WHERE p.pronamespace = 'public'::regnamespace
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
             ORDER BY 1, 2""";
    private static final String MIGRATIONS = """
            SELECT version, description FROM flyway_schema_history WHERE success AND version IS NOT NULL
             ORDER BY string_to_array(version, '.')::int[]""";

    static Catalogue of(Connection database) throws SQLException {
        var tables = new ArrayList<Table>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                var name = rows.getString("name");
                tables.add(new Table(
                        name,
                        rows.getBoolean("is_view") ? "View" : "Table",
                        rows.getString("purpose"),
                        columns(database, name)));
            }
        }
        var policies = new ArrayList<Policy>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(POLICIES)) {
            while (rows.next()) {
                policies.add(new Policy(
                        rows.getString("table"),
                        rows.getString("name"),
                        rows.getString("command"),
                        rows.getString("condition"),
                        rows.getString("check"),
                        rows.getString("meaning")));
            }
        }
        return new Catalogue(tables, policies, functions(database), migrations(database));
    }

    private static List<Column> columns(Connection database, String table) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var statement = database.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var marks = new StringBuilder();
                    if (rows.getBoolean("primary_key")) {
                        marks.append(", primary key");
                    } else if (rows.getBoolean("needed")) {
                        marks.append(", not null");
                    }
                    if (rows.getBoolean("unique_key")) {
                        marks.append(", unique");
                    }
                    if (rows.getString("default_value") != null) {
                        marks.append(", default `")
                                .append(rows.getString("default_value"))
                                .append('`');
                    }
                    columns.add(new Column(
                            rows.getString("name"),
                            rows.getString("type"),
                            marks.toString(),
                            rows.getString("meaning")));
                }
            }
        }
        return columns;
    }

    private static List<Function> functions(Connection database) throws SQLException {
        var functions = new ArrayList<Function>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(FUNCTIONS)) {
            while (rows.next()) {
                functions.add(new Function(
                        rows.getString("name"),
                        rows.getString("arguments"),
                        rows.getString("result"),
                        rows.getString("meaning")));
            }
        }
        return functions;
    }

    private static List<Migration> migrations(Connection database) throws SQLException {
        var migrations = new ArrayList<Migration>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(MIGRATIONS)) {
            while (rows.next()) {
                migrations.add(new Migration(rows.getString("version"), rows.getString("description")));
            }
        }
        return migrations;
    }
}
