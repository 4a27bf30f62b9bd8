package org.mentoring.mentor.account;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How it is noticed that a mentor's account in the identity provider was deleted or disabled. */
@ConfigMapping(prefix = "mentoring.accounts")
interface AccountConfig {

    /** Whether accounts are looked at; needs the access to the identity provider that realm roles need. */
    @WithDefault("${mentoring.realm-roles.enabled:true}")
    boolean enabled();

    /** How often is looked whether a batch is due. */
    @WithDefault("2s")
    String checkEvery();

    /** How many mentors are looked at in one batch. */
    @WithDefault("100")
    int batch();

    /** How long after a batch the next one is due. Batch and pause bound what the identity provider is asked. */
    @WithDefault("PT5S")
    Duration pause();

    /** How long after the last batch the first one is due again. */
    @WithDefault("PT20S")
    Duration roundPause();
}
