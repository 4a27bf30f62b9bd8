package org.mentoring.kit.telemetry;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Keeps out of the logs what belongs to people, also where a library quotes it: addresses, tokens, and in the messages of
 * exceptions whatever is in quotes or was sent to the database. Types, stack traces and the names of constraints stay.
 */
@LoggingFilter(name = "without-personal-data")
public final class LogsWithoutPersonalData implements Filter {

    private static final ExtFormatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord logged) {
        var message = MESSAGE.formatMessage(ExtLogRecord.wrap(logged));
        var redacted = Redaction.ofMessage(message);
        if (!redacted.equals(message)) {
            if (logged instanceof ExtLogRecord extended) {
                extended.setMessage(redacted, ExtLogRecord.FormatStyle.NO_FORMAT);
            } else {
                logged.setMessage(redacted);
                logged.setParameters(null);
            }
        }
        if (logged.getThrown() != null) {
            logged.setThrown(RedactedException.of(logged.getThrown()));
        }
        return true;
    }
}
