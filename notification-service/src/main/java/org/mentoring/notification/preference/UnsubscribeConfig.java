package org.mentoring.notification.preference;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How people switch mails off without signing in. */
@ConfigMapping(prefix = "mentoring.unsubscribe")
interface UnsubscribeConfig {

    /**
     * Secrets of at least 32 characters that links are signed with: the first signs, all are accepted, so that a new one can
     * be put in front. Without any, mails carry no such link.
     */
    Optional<List<String>> keys();

    /** The public address of the operation; mail programs ask for https. */
    @WithDefault("http://localhost:8080/api/v1/notifications/unsubscribe")
    URI address();
}
