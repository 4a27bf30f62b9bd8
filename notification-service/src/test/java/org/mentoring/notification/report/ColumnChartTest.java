package org.mentoring.notification.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.mentoring.notification.report.ColumnChart.Column;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnChartTest {

    private static final List<Color> COLOURS = List.of(Color.RED, Color.GREEN);

    @Test
    void drawsColumnsInReadingOrder() throws IOException {
        var columns = List.of(Column.of(4, 0), Column.of(0, 2));
        var left = draw(columns, false);
        assertThat(left.getRGB(left.getWidth() / 4, left.getHeight() - 20)).isEqualTo(Color.RED.getRGB());
        assertThat(left.getRGB(left.getWidth() * 3 / 4, left.getHeight() - 20)).isEqualTo(Color.GREEN.getRGB());
        var right = draw(columns, true);
        assertThat(right.getRGB(right.getWidth() / 4, right.getHeight() - 20)).isEqualTo(Color.GREEN.getRGB());
    }

    @Test
    void makesColumnsAsHighAsTheirFigures() throws IOException {
        var image = draw(List.of(Column.of(1, 1), Column.of(1, 0)), false);
        var middle = image.getHeight() / 2;
        assertThat(image.getRGB(image.getWidth() / 4, middle - 20)).isEqualTo(Color.GREEN.getRGB());
        assertThat(image.getRGB(image.getWidth() / 4, middle + 20)).isEqualTo(Color.RED.getRGB());
        assertThat(image.getRGB(image.getWidth() * 3 / 4, middle + 20)).isEqualTo(Color.RED.getRGB());
        assertThat(new Color(image.getRGB(image.getWidth() * 3 / 4, middle - 20), true).getAlpha())
                .isLessThan(64);
    }

    @Test
    void drawsAnEmptyMonth() throws IOException {
        assertThat(draw(Collections.nCopies(31, Column.of(0, 0)), false).getWidth())
                .isPositive();
    }

    private static BufferedImage draw(List<Column> columns, boolean rightToLeft) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(ColumnChart.png(columns, COLOURS, rightToLeft)));
    }
}
