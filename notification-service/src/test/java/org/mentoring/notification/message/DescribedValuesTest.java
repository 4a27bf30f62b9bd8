package org.mentoring.notification.message;

import java.util.Arrays;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The API description names the values that there are. */
class DescribedValuesTest {

    @Test
    void namesEveryKindOfMail() throws Exception {
        assertThat(MailMessage.class
                        .getDeclaredField("kind")
                        .getAnnotation(Schema.class)
                        .enumeration())
                .containsExactly(Arrays.stream(Kind.values()).map(Kind::column).toArray(String[]::new));
    }
}
