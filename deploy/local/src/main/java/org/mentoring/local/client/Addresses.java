package org.mentoring.local.client;

import java.net.URI;
import java.util.Map;

/**
 * Where a client finds the platform.
 *
 * @param api the gateway
 * @param issuer the realm that gives tokens
 * @param mail the page of the mail catcher
 * @param kafka the bootstrap server
 */
public record Addresses(URI api, URI issuer, URI mail, String kafka) {

    private static final String API = "MENTORING_API";
    private static final String ISSUER = "MENTORING_ISSUER";
    private static final String MAIL = "MENTORING_MAIL_PAGE";
    private static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";

    /** The environment from which {@link #from} reads the same addresses. */
    public Map<String, String> environment() {
        return Map.of(API, api.toString(), ISSUER, issuer.toString(), MAIL, mail.toString(), KAFKA, kafka);
    }

    public static Addresses from(Map<String, String> environment) {
        return new Addresses(
                URI.create(environment.get(API)),
                URI.create(environment.get(ISSUER)),
                URI.create(environment.get(MAIL)),
                environment.get(KAFKA));
    }
}
