package org.mentoring.review.review;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DisplayNameTest {

    @ParameterizedTest
    @CsvSource({"Linus Torvalds,Linus T.", "' Ada  King Lovelace ',Ada L.", "Plato,Plato", "'  ',A mentee", ",A mentee"
    })
    void shortensNames(String name, String shown) {
        assertThat(DisplayName.of(name)).isEqualTo(shown);
    }
}
