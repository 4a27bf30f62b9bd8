package org.mentoring.kit.security;

import java.time.Duration;
import javax.net.ssl.SSLContext;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.WebTarget;

import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.spi.ResteasyClientProvider;

/** How long admin clients of Keycloak wait for a response; without it they would wait for a lost one forever. */
public final class KeycloakTimeout {

    private KeycloakTimeout() {}

    /**
     * Sets it for all admin clients that make their first request later.
     *
     * @param timeout for each request
     */
    public static void set(Duration timeout) {
        Keycloak.setClientProvider(new TimeLimited(Keycloak.getClientProvider(), timeout));
    }

    private record TimeLimited(ResteasyClientProvider provider, Duration timeout) implements ResteasyClientProvider {

        @Override
        public Client newRestEasyClient(Object messageHandler, SSLContext context, boolean disableTrustManager) {
            return provider.newRestEasyClient(messageHandler, context, disableTrustManager)
                    .property(QuarkusRestClientProperties.READ_TIMEOUT, timeout.toMillis());
        }

        @Override
        public <R> R targetProxy(WebTarget target, Class<R> type) {
            return provider.targetProxy(target, type);
        }
    }
}
