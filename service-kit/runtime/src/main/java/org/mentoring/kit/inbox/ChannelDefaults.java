package org.mentoring.kit.inbox;

import java.util.regex.Pattern;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;

/**
 * Names the topics and the group of a consumer after its channel, where no setting does. The channel {@code users} of
 * user-service reads {@code mentoring.users} and {@code mentoring.users.user-service.retry} in the group {@code user-service}, and
 * parks in {@code mentoring.users.user-service.dlq}. A service that reads a topic for a second purpose adds that to the channel's
 * name: for {@code users-erasure} it is {@code user-service-erasure} each time.
 */
@Priority(Priorities.APPLICATION)
public final class ChannelDefaults implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1;
    private static final String PREFIX = "mp.messaging.incoming.";
    private static final Pattern DERIVED = Pattern.compile(
            Pattern.quote(PREFIX) + "(([a-z]+)(-[a-z]+)?)\\.(topics|group\\.id|dead-letter-queue\\.topic)");

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        var value = context.proceed(name);
        if (value != null || !name.startsWith(PREFIX)) {
            return value;
        }
        var derived = DERIVED.matcher(name);
        // The connector refuses a channel that has both of these settings.
        if (!derived.matches() || context.proceed(PREFIX + derived.group(1) + ".topic") != null) {
            return null;
        }
        var topic = "mentoring." + derived.group(2);
        var purpose = derived.group(3) == null ? "" : derived.group(3);
        var consumer = context.proceed("quarkus.application.name").getValue() + purpose;
        return ConfigValue.builder()
                .withName(name)
                .withValue(
                        switch (derived.group(4)) {
                            case "topics" -> topic + "," + topic + "." + consumer + ".retry";
                            case "group.id" -> consumer;
                            default -> topic + "." + consumer + ".dlq";
                        })
                .build();
    }
}
