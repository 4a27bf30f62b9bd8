package org.mentoring.notification.deadletter;

import java.util.regex.Pattern;

/**
 * Whose dead letter it is. Topics are named after it: a service parks what it cannot apply in {@code <topic>.<service>.dlq},
 * and is handed it again in {@code <topic>.<service>.retry}.
 */
record DeadLetterTopic(String topic, String service) {

    private static final Pattern DLQ = Pattern.compile("(.+)\\.([^.]+)\\.dlq");

    /** @throws IllegalArgumentException if the topic is not named like a dead-letter topic */
    static DeadLetterTopic of(String dlqTopic) {
        var name = DLQ.matcher(dlqTopic);
        if (!name.matches()) {
            throw new IllegalArgumentException(dlqTopic + " is not named <topic>.<service>.dlq");
        }
        return new DeadLetterTopic(name.group(1), name.group(2));
    }

    String retryTopic() {
        return topic + "." + service + ".retry";
    }
}
