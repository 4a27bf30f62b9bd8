package org.mentoring.notification.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws columns as a PNG picture. There are no words in it: words in pictures do not grow with the reader's letters, and no
 * fonts are needed where this runs. They are in the table below, whose cells are as wide as the columns. The ground is
 * transparent and the colours are seen on light and dark alike.
 */
final class ColumnChart {

    /** What is good, what is less so, what is bad: apart in lightness too, for whoever does not tell the hues apart. */
    static final Color FIRST = new Color(0x3d, 0x6f, 0xf0);

    static final Color SECOND = new Color(0xe0, 0x9b, 0x2d);
    static final Color THIRD = new Color(0x9a, 0xa3, 0xb2);

    private static final int WIDTH = 1008;
    private static final int HEIGHT = 264;
    private static final int TOP = 8;
    private static final int BASELINE = 4;
    private static final double WIDEST_COLUMN = 72;
    private static final double SHARE_OF_CELL = 0.62;
    private static final double CORNER = 8;
    private static final double LEAST_HEIGHT = 4;
    private static final Color LINE = new Color(0x80, 0x88, 0x96, 0x70);
    private static final int GRID_LINES = 4;

    private ColumnChart() {}

    /** Stacked parts, from below; each in the colour of its position. */
    record Column(List<Double> parts) {

        static Column of(Number... parts) {
            return new Column(List.of(parts).stream().map(Number::doubleValue).toList());
        }

        double total() {
            return parts.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** @param rightToLeft whether the first column is on the right */
    static byte[] png(List<Column> columns, List<Color> colours, boolean rightToLeft) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            drawGrid(graphics);
            var highest = Math.max(
                    1, columns.stream().mapToDouble(Column::total).max().orElse(1));
            var cell = (double) WIDTH / columns.size();
            for (var i = 0; i < columns.size(); i++) {
                var left = cell * (rightToLeft ? columns.size() - 1 - i : i);
                draw(graphics, columns.get(i), colours, left, cell, highest);
            }
        } finally {
            graphics.dispose();
        }
        return write(image);
    }

    private static void drawGrid(Graphics2D graphics) {
        graphics.setColor(LINE);
        var ground = HEIGHT - BASELINE;
        graphics.fill(new Rectangle2D.Double(0, ground, WIDTH, 2));
        graphics.setColor(new Color(LINE.getRed(), LINE.getGreen(), LINE.getBlue(), LINE.getAlpha() / 3));
        for (var line = 1; line <= GRID_LINES; line++) {
            graphics.fill(new Rectangle2D.Double(0, ground - (double) (ground - TOP) * line / GRID_LINES, WIDTH, 2));
        }
    }

    private static void draw(
            Graphics2D graphics, Column column, List<Color> colours, double left, double cell, double highest) {
        var width = Math.min(WIDEST_COLUMN, cell * SHARE_OF_CELL);
        var x = left + (cell - width) / 2;
        double ground = HEIGHT - BASELINE;
        for (var i = 0; i < column.parts().size(); i++) {
            var value = column.parts().get(i);
            if (value > 0) {
                var height = Math.max(LEAST_HEIGHT, value / highest * (HEIGHT - BASELINE - TOP));
                graphics.setColor(colours.get(i));
                graphics.fill(new RoundRectangle2D.Double(x, ground - height, width, height, CORNER, CORNER));
                ground -= height;
            }
        }
    }

    private static byte[] write(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
