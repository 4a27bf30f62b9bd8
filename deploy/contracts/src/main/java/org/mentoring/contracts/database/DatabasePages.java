package org.mentoring.contracts.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.mentoring.contracts.Project;
import org.mentoring.contracts.event.EventSchemas;

/** The documentation of the databases as Markdown, in the form of the specification of the data. */
public final class DatabasePages {

    /** In place of a description that a table, column or function lacks. */
    public static final String NOT_DESCRIBED = "*not described*";

    /** A topic's second purpose in a service is named after a hyphen. */
    private static final Pattern CHANNEL = Pattern.compile("@Incoming\\(\"([a-z]+)(?:-[a-z]+)?\"\\)");

    private final Project project;

    public DatabasePages(Project project) {
        this.project = project;
    }

    /** The pages by file name: one for each service, and {@code README.md}, the overview. */
    public Map<String, String> all() {
        var pages = new LinkedHashMap<String, String>();
        var catalogues = new LinkedHashMap<String, Catalogue>();
        try (var databases = Databases.migrated(project)) {
            for (var service : Project.SERVICES) {
                try (var connection = databases.asOwner(service)) {
                    catalogues.put(service, Catalogue.of(connection));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The databases cannot be read", e);
        }
        catalogues.forEach((service, catalogue) -> pages.put(service + ".md", page(service, catalogue)));
        pages.put("README.md", overview(catalogues));
        return pages;
    }

    private String page(String service, Catalogue catalogue) {
        var page = new StringBuilder("# Database of the " + service + " service\n\n");
        page.append("Made by the build from the migrated database; its texts are the comments in it.\n\n");
        page.append("## Database Schema Overview\n\n");
        for (var table : catalogue.tables()) {
            page.append("### ")
                    .append(words(table.name()))
                    .append(' ')
                    .append(table.kind())
                    .append("\n\n");
            page.append("`").append(table.name()).append("`\n\n");
            page.append("- **Purpose**: ").append(or(table.purpose())).append("\n- **Columns**:\n");
            table.columns()
                    .forEach(column -> page.append("  - `")
                            .append(column.name())
                            .append("` (")
                            .append(column.type())
                            .append(column.marks())
                            .append(")")
                            .append(column.meaning() == null ? "" : ": " + column.meaning())
                            .append('\n'));
            page.append('\n');
        }
        policies(page, catalogue.policies());
        functions(page, catalogue.functions());
        page.append("## Sample Queries\n\n");
        for (var query : SampleQueries.of(project, service)) {
            page.append("### ")
                    .append(query.title())
                    .append("\n\n```sql\n")
                    .append(query.sql())
                    .append("\n```\n\n");
        }
        page.append("## Data Flow\n\n").append(flow(service)).append('\n');
        page.append("## Version Control\n\n");
        catalogue
                .migrations()
                .forEach(migration -> page.append("- **Version ")
                        .append(migration.version())
                        .append("**: ")
                        .append(migration.description())
                        .append('\n'));
        return page.toString();
    }

    private static void policies(StringBuilder page, List<Catalogue.Policy> policies) {
        page.append("## Row-Level Security (RLS) Policies\n\n");
        page.append(
                "- **Purpose**: whatever a query forgets, nobody is shown a row that is none of theirs.\n- **Policies**:\n");
        policies.forEach(policy -> {
            page.append("  - **")
                    .append(policy.table())
                    .append("** `")
                    .append(policy.name())
                    .append("` (");
            page.append(policy.command()).append(")");
            if (policy.meaning() != null) {
                page.append(": ").append(policy.meaning());
            }
            if (policy.condition() != null) {
                page.append("; rows where `")
                        .append(oneLine(policy.condition()))
                        .append('`');
            }
            if (policy.check() != null) {
                page.append("; writes rows where `")
                        .append(oneLine(policy.check()))
                        .append('`');
            }
            page.append('\n');
        });
        page.append('\n');
    }

    private static void functions(StringBuilder page, List<Catalogue.Function> functions) {
        page.append("## Functions and Procedures\n\n");
        functions.forEach(function -> page.append("- `")
                .append(function.name())
                .append('(')
                .append(function.arguments())
                .append(")` → `")
                .append(function.result())
                .append("`: ")
                .append(or(function.meaning()))
                .append('\n'));
        page.append('\n');
    }

    private String flow(String service) {
        var published = published(service);
        var flow = new StringBuilder(
                "Requests change the service's own tables; what happened is written to `outbox` in the"
                        + " same transaction and published from there.\n\n");
        flow.append(published.isEmpty() ? "- Publishes nothing.\n" : "- Publishes to " + code(published) + ".\n");
        var consumed = consumed(service);
        flow.append(
                consumed.isEmpty()
                        ? "- Consumes nothing.\n"
                        : "- Keeps what it needs from " + code(consumed) + "; `inbox` knows what has been taken in.\n");
        if ("notification".equals(service)) {
            flow.append("- Reports are made by querying the database, and go out by mail.\n");
        }
        return flow.toString();
    }

    private String overview(Map<String, Catalogue> catalogues) {
        var page = new StringBuilder("""
                # Databases

                Each service owns a database, migrates it by its owner role and works in it as a role that owns nothing and is
                held by row-level security. No service reads another's; what it needs from elsewhere comes as events.

                ```mermaid
                flowchart LR
                """);
        for (var service : Project.SERVICES) {
            page.append("    %1$s[(%1$s)]%n".formatted(service));
        }
        for (var service : Project.SERVICES) {
            published(service)
                    .forEach(topic -> page.append("    %s --> %s{{%s}}%n".formatted(service, id(topic), topic)));
            consumed(service).forEach(topic -> page.append("    %s --> %s%n".formatted(id(topic), service)));
        }
        page.append("```\n\n| database | version | tables |\n|---|---|---|\n");
        catalogues.forEach((service, catalogue) -> page.append("| [%s](%s.md) | %s | %s |%n"
                .formatted(
                        service,
                        service,
                        catalogue.migrations().getLast().version(),
                        catalogue.tables().stream()
                                .filter(table -> table.kind().equals("Table"))
                                .map(table -> "`" + table.name() + "`")
                                .collect(Collectors.joining(" ")))));
        return page.toString();
    }

    private Collection<String> published(String service) {
        try {
            return project.eventSchemas(service).stream()
                    .map(file -> EventSchemas.topic(file.getFileName().toString()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the channels of its consumers, which are named after the topics. */
    private Collection<String> consumed(String service) {
        var topics = EventSchemas.all(project).keySet().stream()
                .map(EventSchemas::topic)
                .collect(Collectors.toSet());
        try (var sources = Files.walk(project.sources(service))) {
            var consumed = new TreeSet<String>();
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                CHANNEL.matcher(Files.readString(source))
                        .results()
                        .map(channel -> "mentoring." + channel.group(1))
                        .filter(topics::contains)
                        .forEach(consumed::add);
            }
            return consumed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(String topic) {
        return topic.replace('.', '_');
    }

    private static String code(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String or(String text) {
        return text == null ? NOT_DESCRIBED : text;
    }

    private static String oneLine(String sql) {
        return sql.replaceAll("\\s+", " ").strip();
    }

    private static String words(String name) {
        var words = new StringBuilder();
        for (var word : name.split("_")) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(word.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
                    .append(word.substring(1));
        }
        return words.toString();
    }
}
