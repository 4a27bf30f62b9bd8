package org.mentoring.mentor.directory.index;

import java.util.Comparator;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PositionTest {

    private static final String CHARACTERS = "ab z\u00FE\u00FF\u0101\u7530\uD83D\uDE00";

    @Test
    void ranksNoNameAboveOneThatComesBeforeIt() {
        var random = new Random(11);
        var inOrder = Stream.generate(() -> name(random))
                .limit(5000)
                .map(name -> Position.of(name, new UUID(0, 0)))
                .sorted()
                .toList();

        assertThat(inOrder)
                .isSortedAccordingTo(Comparator.comparingLong((Position position) -> Position.nameRank(position.name()))
                        .reversed());
    }

    @Test
    void tellsNamesApartByTheirFirstEightLetters() {
        assertThat(Position.nameRank("lovelace")).isGreaterThan(Position.nameRank("lovelacf"));
        assertThat(Position.nameRank("love")).isGreaterThan(Position.nameRank("lovelace"));
        assertThat(Position.nameRank("lovelace ada")).isEqualTo(Position.nameRank("lovelace eve"));
    }

    private static String name(Random random) {
        var name = new StringBuilder();
        for (var i = random.nextInt(12); i > 0; i--) {
            name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return name.toString();
    }
}
