package org.mentoring.benchmark.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.mentoring.benchmark.Measurements;

/** Measurements over time, written as CSV and as SVG: a diagram for each quantity, with a curve for each application. */
final class TimeSeries {

    /** A quantity may grow by a tenth and {@link #MAX_MORE} from the second quarter to the last. */
    private static final double MAX_GROWTH = 1.1;
    /** Latency varies with other load of the machine. */
    private static final double MAX_GROWTH_OF_LATENCY = 2;

    private static final long MAX_MORE = 16;
    private static final String[] COLORS = {"#0b6e4f", "#c1440e", "#1f5fa8", "#8a3ffc", "#b8860b", "#555555"};

    private static final int WIDTH = 860;
    private static final int LEFT = 60;
    private static final int RIGHT = 170;
    private static final int HEIGHT = 150;
    private static final int TOP = 30;
    private static final int BOTTOM = 25;

    private record Point(long second, long value) {}

    private final Map<String, Map<String, List<Point>>> quantities = new LinkedHashMap<>();

    /** @param values by the name of the curve */
    void add(String quantity, long second, Map<String, Long> values) {
        values.forEach((name, value) -> quantities
                .computeIfAbsent(quantity, _ -> new TreeMap<>())
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(new Point(second, value)));
    }

    /** A sentence for each series that is higher in the last quarter than in the second, except disk usage. */
    List<String> increases() {
        var found = new ArrayList<String>();
        quantities.forEach((quantity, curves) -> curves.forEach((name, points) -> {
            var quarter = points.size() / 4;
            if (quarter == 0 || quantity.equals(SteadyState.DISK)) {
                return;
            }
            var before = median(points.subList(quarter, 2 * quarter));
            var last = median(points.subList(points.size() - quarter, points.size()));
            var growth = quantity.equals(SteadyState.LATENCY) ? MAX_GROWTH_OF_LATENCY : MAX_GROWTH;
            if (last > before * growth + MAX_MORE) {
                found.add("%s of %s rose from %d to %d".formatted(quantity, name, before, last));
            }
        }));
        return found;
    }

    String csv() {
        var lines = new StringBuilder("quantity,of,second,value\n");
        quantities.forEach((quantity, curves) -> curves.forEach((name, points) -> points.forEach(
                point -> lines.append("\"%s\",%s,%d,%d%n".formatted(quantity, name, point.second, point.value)))));
        return lines.toString();
    }

    String svg() {
        var picture = new StringBuilder();
        var top = 0;
        for (var quantity : quantities.entrySet()) {
            picture.append("<g transform=\"translate(0 %d)\">%n%s</g>%n"
                    .formatted(top, diagram(quantity.getKey(), quantity.getValue())));
            top += TOP + HEIGHT + BOTTOM;
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """.formatted(WIDTH, top, picture);
    }

    private static String diagram(String quantity, Map<String, List<Point>> curves) {
        var all = curves.values().stream().flatMap(List::stream).toList();
        var longest = Math.max(1, all.stream().mapToLong(Point::second).max().orElse(0));
        var most = Math.max(1, all.stream().mapToLong(Point::value).max().orElse(0));
        var right = WIDTH - RIGHT;
        var bottom = TOP + HEIGHT;
        var picture = new StringBuilder();
        picture.append("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n".formatted(LEFT, TOP - 10, quantity));
        picture.append(
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#999\"/>%n".formatted(LEFT, TOP, bottom, right));
        picture.append(label(LEFT - 6, TOP + 4, "end", Long.toString(most)));
        picture.append(label(LEFT - 6, bottom + 4, "end", "0"));
        picture.append(label(right, bottom + 16, "end", longest / 60 + " min"));
        var number = 0;
        for (var curve : curves.entrySet()) {
            var color = COLORS[number % COLORS.length];
            var path = new StringBuilder();
            for (var point : curve.getValue()) {
                path.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        LEFT + (double) point.second / longest * (right - LEFT),
                        bottom - (double) point.value / most * HEIGHT));
            }
            picture.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n"
                    .formatted(path.toString().strip(), color));
            picture.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s: %d</text>%n"
                    .formatted(
                            right + 12,
                            TOP + 12 + 18 * number,
                            color,
                            curve.getKey(),
                            curve.getValue().getLast().value));
            number++;
        }
        return picture.toString();
    }

    private static String label(int x, int y, String anchor, String text) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#666\">%s</text>%n".formatted(x, y, anchor, text);
    }

    private static long median(List<Point> points) {
        return (long) Measurements.median(points.stream().map(Point::value).toList());
    }
}
