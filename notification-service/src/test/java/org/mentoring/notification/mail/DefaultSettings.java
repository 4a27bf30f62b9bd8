package org.mentoring.notification.mail;

import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings as they are where nobody sets any. */
public final class DefaultSettings {

    private DefaultSettings() {}

    public static <T> T of(Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
