package org.mentoring.web;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.smallrye.config.ConfigMapping;

/** Where the web client is, and what it encrypts its cookies with. */
@ConfigMapping(prefix = "mentoring.web")
public interface WebConfig {

    /** The origin in people's browsers, such as {@code https://mentoring.example.org}. */
    URI publicUrl();

    /** The origin of the API, without a path. */
    URI api();

    /** How often a person may book, move or answer in a minute, and as often hold a time; as the gateway limits the API. */
    int bookingsAMinute();

    /** The services that answer the API, by name. */
    Map<String, Service> services();

    /** The origin of the identity provider's pages. */
    URI signInOrigin();

    /** What this client proves itself to the identity provider with. */
    String clientSecret();

    /** At least 32 characters; the same on every replica. Who changes it signs everybody out. */
    String key();

    /** A service of the API. */
    interface Service {

        /** Its origin: inside a cluster it is called without the gateway, whose limits count by address. */
        URI address();

        /** The first segments of its paths below {@code /api/v1}. */
        List<String> paths();
    }
}
