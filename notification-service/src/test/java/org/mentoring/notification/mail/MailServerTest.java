package org.mentoring.notification.mail;

import java.time.Clock;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailServerTest {

    @Test
    void doesNotStartWhereAMailCouldBeTwoSendersAtOnce() {
        assertThatThrownBy(() -> server("PT10S").check(new StartupEvent()))
                .hasMessageContaining(
                        "mentoring.mail.lease (PT10S) must be longer than mentoring.mail.timeout (PT10S)");
        assertThatCode(() -> server("PT11S").check(new StartupEvent())).doesNotThrowAnyException();
    }

    private static MailServer server(String lease) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(MailConfig.class)
                .withDefaultValue("mentoring.mail.lease", lease)
                .withDefaultValue("mentoring.mail.timeout", "PT10S")
                .build();
        return new MailServer(config.getConfigMapping(MailConfig.class), Clock.systemUTC());
    }
}
