package org.mentoring.contracts.site;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Draws which service publishes to which topic, and who reads it, as SVG, because browsers do not render Mermaid. */
final class FlowDiagram {

    private static final Pattern MERMAID =
            Pattern.compile("<pre><code class=\"language-mermaid\">(.*?)</code></pre>", Pattern.DOTALL);
    private static final Pattern PUBLISHES = Pattern.compile("(\\w+) --&gt; \\w+\\{\\{([\\w.]+)}}");
    private static final Pattern READS = Pattern.compile("(mentoring_\\w+) --&gt; (\\w+)");
    private static final int STEP = 54;
    private static final int HEIGHT = 36;
    private static final int WIDTH = 190;
    private static final List<Integer> COLUMNS = List.of(10, 290, 570);

    private FlowDiagram() {}

    static String inPlaceOfMermaid(String html) {
        return MERMAID.matcher(html).replaceAll(code -> java.util.regex.Matcher.quoteReplacement(svg(code.group(1))));
    }

    private record Arrow(int column, String from, String to) {}

    private static String svg(String code) {
        var arrows = new ArrayList<Arrow>();
        var publishing = new LinkedHashSet<String>();
        var topics = new LinkedHashSet<String>();
        var reading = new LinkedHashSet<String>();
        PUBLISHES.matcher(code).results().forEach(found -> {
            publishing.add(found.group(1));
            topics.add(found.group(2));
            arrows.add(new Arrow(0, found.group(1), found.group(2)));
        });
        READS.matcher(code).results().forEach(found -> {
            var topic = found.group(1).replace('_', '.');
            reading.add(found.group(2));
            arrows.add(new Arrow(1, topic, found.group(2)));
        });
        var columns = List.of(publishing, topics, reading);
        var rows = columns.stream().mapToInt(Set::size).max().orElse(0);
        var svg = new StringBuilder(
                        "<svg role=\"img\" aria-label=\"Who publishes and who reads which topic\" viewBox=\"0 0 770 ")
                .append(rows * STEP)
                .append("\" width=\"100%\">");
        for (var arrow : arrows) {
            svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"currentColor\" opacity=\".45\"/>"
                    .formatted(
                            COLUMNS.get(arrow.column()) + WIDTH,
                            middle(columns.get(arrow.column()), arrow.from()),
                            COLUMNS.get(arrow.column() + 1),
                            middle(columns.get(arrow.column() + 1), arrow.to())));
        }
        for (var column = 0; column < columns.size(); column++) {
            for (var name : columns.get(column)) {
                svg.append(box(COLUMNS.get(column), middle(columns.get(column), name), name));
            }
        }
        return svg.append("</svg>").toString();
    }

    private static int middle(Set<String> column, String name) {
        return List.copyOf(column).indexOf(name) * STEP + STEP / 2;
    }

    private static String box(int x, int middle, String name) {
        return "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"none\" stroke=\"currentColor\"/>"
                        .formatted(x, middle - HEIGHT / 2, WIDTH, HEIGHT)
                + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"14\">%s</text>"
                        .formatted(x + WIDTH / 2, middle + 5, Site.escape(name));
    }
}
