package org.mentoring.notification;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.RowSecurityMatrix;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@RealParts
class RowSecurityTest {

    @Test
    void letsEachDoToARowWhatIsWrittenDownAndNoMore() throws Exception {
        try (var written = RowSecurityTest.class.getResourceAsStream("/row-security.txt")) {
            assertThat(RowSecurityMatrix.differences(written)).isEmpty();
        }
    }
}
