package org.mentoring.local.client;

/** Observes every exchange with the platform; found by {@link java.util.ServiceLoader}, so that tests can add one. */
public interface ExchangeObserver {

    /**
     * Called after each answer, in the thread that asked.
     *
     * @param path without the query
     * @param body what was sent, as JSON; null for nothing
     */
    void observed(String method, String path, String body, Answer answer);
}
