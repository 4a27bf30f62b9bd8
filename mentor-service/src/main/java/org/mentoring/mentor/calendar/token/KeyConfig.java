package org.mentoring.mentor.calendar.token;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Keys that encrypt calendar tokens. */
@ConfigMapping(prefix = "mentoring.calendars.keys")
interface KeyConfig {

    /**
     * The key under which the keys are encrypted: 32 random bytes in Base64 ({@code openssl rand -base64 32}). Needed as soon as
     * a provider is offered. It must never be stored with the backups of the database.
     */
    Optional<String> encryptionKey();

    /**
     * The key that will replace {@link #encryptionKey}: opens what other replicas have encrypted under it already. To be set for
     * every replica before one has it as its {@link #encryptionKey}.
     */
    Optional<String> nextEncryptionKey();

    /** The key that {@link #encryptionKey} replaces; to be set until every replica has started with the new one. */
    Optional<String> previousEncryptionKey();

    /** How long a replica uses the keys that it has loaded. */
    @WithDefault("PT1M")
    Duration cacheFor();
}
