package org.mentoring.kit.inbox;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelDefaultsTest {

    private final Map<String, String> settings = new HashMap<>(Map.of("quarkus.application.name", "user-service"));

    @Test
    void deriveTopicsAndGroupFromTheChannel() {
        assertThat(value("users.topics")).isEqualTo("mentoring.users,mentoring.users.user-service.retry");
        assertThat(value("users.group.id")).isEqualTo("user-service");
        assertThat(value("users.dead-letter-queue.topic")).isEqualTo("mentoring.users.user-service.dlq");
    }

    @Test
    void deriveOtherNamesForASecondConsumer() {
        assertThat(value("users-erasure.topics"))
                .isEqualTo("mentoring.users,mentoring.users.user-service-erasure.retry");
        assertThat(value("users-erasure.group.id")).isEqualTo("user-service-erasure");
        assertThat(value("users-erasure.dead-letter-queue.topic"))
                .isEqualTo("mentoring.users.user-service-erasure.dlq");
    }

    @Test
    void keepConfiguredValues() {
        settings.put("mp.messaging.incoming.users.topics", "elsewhere.users");
        settings.put("mp.messaging.incoming.users.group.id", "another");

        assertThat(value("users.topics")).isEqualTo("elsewhere.users");
        assertThat(value("users.group.id")).isEqualTo("another");
        assertThat(value("users.dead-letter-queue.topic")).isEqualTo("mentoring.users.user-service.dlq");
    }

    @Test
    void leaveOutChannelsWithAConfiguredTopic() {
        settings.put("mp.messaging.incoming.dead-letters.topic", "mentoring\\..+\\.dlq");

        assertThat(value("dead-letters.topics")).isNull();
        assertThat(value("dead-letters.dead-letter-queue.topic")).isNull();
    }

    @Test
    void deriveNoOtherSettings() {
        assertThat(value("users.client.id")).isNull();
    }

    private String value(String setting) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withInterceptors(new ChannelDefaults())
                .build()
                .getConfigValue("mp.messaging.incoming." + setting)
                .getValue();
    }
}
