package org.mentoring.contracts.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.mentoring.contracts.Documents;
import org.mentoring.contracts.Project;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

/** The contracts as self-contained pages: no other host, and no script but that of the API reference. */
public final class Site {

    private static final List<org.commonmark.Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private final Project project;

    public Site(Project project) {
        this.project = project;
    }

    /** Writes the pages from what is committed; they are served under {@code /docs}. */
    public void write() throws IOException {
        var pages = new LinkedHashMap<String, Page>();
        var contracts = project.contracts();
        pages.put("index.html", new Page("Contracts", markdown(contracts.resolve("README.md"))));
        pages.put("api.html", new Page("API reference", API_REFERENCE, POLICY_OF_SWAGGER_UI));
        pages.put(
                "events.html",
                new Page("Event catalogue", new EventPage(Documents.read(contracts.resolve("asyncapi.yaml"))).html()));
        pages.put(
                "subscribers.html",
                new Page("Subscriber's quick start", markdown(contracts.resolve("subscribers.md"))));
        pages.put(
                "databases.html",
                new Page("Databases", FlowDiagram.inPlaceOfMermaid(markdown(contracts.resolve("database/README.md")))));
        for (var service : Project.SERVICES) {
            pages.put(
                    "database-" + service + ".html",
                    new Page("Database: " + service, markdown(contracts.resolve("database/" + service + ".md"))));
        }
        var directory = project.site().resolve("docs");
        Files.createDirectories(directory);
        for (var page : pages.entrySet()) {
            Files.writeString(directory.resolve(page.getKey()), page(page.getKey(), page.getValue()));
        }
        copy("openapi/mentoring.yaml", directory.resolve("openapi.yaml"));
        Files.writeString(
                directory.resolve("api.json"),
                Documents.json(Documents.read(contracts.resolve("openapi/mentoring.yaml"))));
        try (var script = Site.class.getResourceAsStream("/site/api.js")) {
            Files.copy(script, directory.resolve("api.js"), REPLACE_EXISTING);
        }
        SwaggerUi.copyTo(directory);
        copy("asyncapi.yaml", directory.resolve("asyncapi.yaml"));
    }

    /** @param policy what a browser may load for it (Content-Security-Policy) */
    private record Page(String title, String body, String policy) {

        Page(String title, String body) {
            this(title, body, "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        }
    }

    private void copy(String from, Path to) throws IOException {
        Files.copy(project.contracts().resolve(from), to, REPLACE_EXISTING);
    }

    private static String markdown(Path file) throws IOException {
        return LINKS.entrySet().stream()
                .reduce(
                        inMarkdown(Files.readString(file)),
                        (html, link) ->
                                html.replace("href=\"" + link.getKey() + "\"", "href=\"" + link.getValue() + "\""),
                        (one, other) -> other);
    }

    /** The target of a link between the files, as a page. */
    private static final Map<String, String> LINKS = Map.of(
            "openapi/mentoring.yaml", "openapi.yaml",
            "subscribers.md", "subscribers.html",
            "database/README.md", "databases.html",
            "user.md", "database-user.html",
            "mentor.md", "database-mentor.html",
            "booking.md", "database-booking.html",
            "review.md", "database-review.html",
            "notification.md", "database-notification.html");

    static String inMarkdown(String text) {
        return RENDERER.render(PARSER.parse(text))
                .replace("<table>", "<div class=\"wide\"><table>")
                .replace("</table>", "</table></div>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String page(String name, Page page) {
        var navigation = new StringBuilder();
        NAVIGATION.forEach((file, title) -> navigation
                .append("<a href=\"")
                .append(file)
                .append(file.equals(name) ? "\" aria-current=\"page\">" : "\">")
                .append(title)
                .append("</a>"));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <link rel="icon" href="data:,">
                <meta name="color-scheme" content="light dark">
                <title>%s · Mentoring platform</title>
                <style>%s</style>
                </head>
                <body>
                <header><strong>Mentoring platform</strong><nav>%s</nav></header>
                <main>%s</main>
                </body>
                </html>
                """.formatted(page.policy(), escape(page.title()), STYLE, navigation, page.body());
    }

    private static final Map<String, String> NAVIGATION = new LinkedHashMap<>();

    static {
        NAVIGATION.put("index.html", "Contracts");
        NAVIGATION.put("api.html", "API");
        NAVIGATION.put("events.html", "Events");
        NAVIGATION.put("subscribers.html", "Quick start");
        NAVIGATION.put("databases.html", "Databases");
    }

    private static final String POLICY_OF_SWAGGER_UI =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; connect-src 'self' http://localhost:*";

    private static final String API_REFERENCE = """
            <h1>API reference</h1>
            <p>Sign in by <em>Authorize</em> and try each operation on this platform. For machines:
            <a href="openapi.yaml">openapi.yaml</a> (OpenAPI 3.1).</p>
            <noscript>This page needs a script; the document above tells the same.</noscript>
            <link rel="stylesheet" href="swagger-ui.css">
            <div id="swagger-ui"></div>
            <script src="swagger-ui-bundle.js" defer></script>
            <script src="api.js" defer></script>
            """;

    private static final String STYLE = """
            :root{--ink:#1c2333;--soft:#5b6478;--line:#dfe3ea;--paper:#fff;--tint:#f5f7fa;--accent:#2456c4;
            --get:#1b7a43;--post:#2456c4;--put:#9a5b00;--delete:#b3261e}
            @media (prefers-color-scheme:dark){:root{--ink:#e4e8f0;--soft:#9aa5ba;--line:#303a4c;--paper:#12161f;--tint:#1a202c;
            --accent:#8ab0ff;--get:#6cd39a;--post:#8ab0ff;--put:#f0b35c;--delete:#ff8a80}}
            *{box-sizing:border-box}
            body{margin:0;color:var(--ink);background:var(--paper);font:16px/1.55 system-ui,sans-serif;overflow-wrap:break-word}
            header{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;padding:.8rem 1.2rem;border-bottom:1px solid var(--line);
            background:var(--tint)}
            nav{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem}
            a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
            nav a[aria-current]{color:var(--ink);font-weight:600}
            main{max-width:62rem;margin:0 auto;padding:1rem 1.2rem 4rem}
            h1{font-size:1.7rem;line-height:1.25}h2{margin-top:2.2rem;padding-top:.6rem;border-top:1px solid var(--line)}
            h3{margin-top:1.6rem}
            code,pre{font-family:ui-monospace,monospace;font-size:.88em}
            code{background:var(--tint);border-radius:4px;padding:.1em .3em;overflow-wrap:anywhere}
            pre{background:var(--tint);border:1px solid var(--line);border-radius:8px;padding:.8rem;overflow-x:auto;max-height:30rem}
            pre code{background:none;padding:0;overflow-wrap:normal}
            .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
            th,td{text-align:left;vertical-align:top;padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line)}
            th{color:var(--soft);font-weight:600;font-size:.9em}
            details{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;padding:0 .9rem;background:var(--paper)}
            details[open]{padding-bottom:.8rem}summary{cursor:pointer;padding:.6rem 0;list-style:none}summary::-webkit-details-marker{display:none}
            td code,th code{white-space:nowrap;overflow-wrap:normal}td:last-child code{white-space:normal}td:nth-child(n+2){min-width:6rem}
            td:last-child{min-width:13rem}
            summary code{background:none}.soft{color:var(--soft)}
            .method{display:inline-block;min-width:4.2em;font-weight:700;font-size:.82em;font-family:ui-monospace,monospace}
            .get{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--put)}.delete{color:var(--delete)}
            #swagger-ui{background:#fff;color-scheme:light;border-radius:8px}#swagger-ui .info,#swagger-ui .servers{display:none}
            h4{margin:1rem 0 .3rem;font-size:.95rem}svg text{fill:var(--ink)}
            """;
}
