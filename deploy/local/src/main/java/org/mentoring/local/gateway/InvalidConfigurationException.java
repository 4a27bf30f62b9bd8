package org.mentoring.local.gateway;

/** The gateway cannot start with its configuration; the message is one sentence for the person who started it. */
public final class InvalidConfigurationException extends RuntimeException {

    InvalidConfigurationException(String message) {
        super(message);
    }

    InvalidConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
