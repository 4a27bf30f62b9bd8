package org.mentoring.mentor.calendar.provider;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where calendar providers are, and how this platform is registered with them. */
@ConfigMapping(prefix = "mentoring.calendars.providers")
interface ProvidersConfig {

    /** How long a provider may take for an answer. */
    @WithDefault("PT10S")
    Duration timeout();

    /** Google Calendar. */
    Provider google();

    /** Microsoft 365 and Outlook.com, by Microsoft Graph. */
    Provider microsoft();

    /** One provider; its addresses and scopes are in {@code application.properties}. */
    interface Provider {

        /** The client id under which this platform is registered; without it the provider is not offered. */
        Optional<String> clientId();

        /** The secret that belongs to the client id. */
        Optional<String> clientSecret();

        /** The consent page. */
        URI authorizationUrl();

        /** Where codes and refresh tokens become access tokens. */
        URI tokenUrl();

        /** Where grants are ended (RFC 7009); absent where the provider has nothing of the kind. */
        Optional<URI> revocationUrl();

        /** The root of the calendar operations. */
        URI apiUrl();

        /** Where the address of the account is asked for; absent where entries do not need it. */
        Optional<URI> accountUrl();

        /** What mentors are asked to permit. */
        List<String> scopes();
    }
}
