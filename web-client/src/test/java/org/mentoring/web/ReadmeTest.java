package org.mentoring.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The pictures that the README shows are there, as wide as a page and quick to load. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"docs/pictures/booking.png", "docs/pictures/availability.png"})
    void showsAPicture(String picture) throws IOException {
        var file = ROOT.resolve(picture);

        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("](" + picture + ")");
        assertThat(Files.size(file)).isBetween(10_000L, 200_000L);
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1280);
    }
}
