package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.mentoring.local.platform.Ports;
import org.mentoring.local.supervisor.Logs;

/** Whether each stack trace that services logged during a campaign ends in a cause that a fault explains. */
final class LogChecker {

    private static final Pattern RECORD = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} .*");
    private static final Pattern EXCEPTION =
            Pattern.compile("(?:^|: )((?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error|Throwable|Failure))(?::.*)?$");
    /** Connections, time-outs, and what PostgreSQL, Kafka, Keycloak and mail servers answer when they cannot serve. */
    private static final List<String> EXPLAINED = List.of(
            "java.io.",
            "java.net.",
            "java.nio.",
            "java.sql.",
            "java.util.concurrent.TimeoutException",
            "java.util.concurrent.CancellationException",
            "io.smallrye.mutiny.TimeoutException",
            "io.netty.",
            "io.vertx.pgclient.",
            "io.vertx.core.VertxException",
            "io.vertx.core.http.HttpClosedException",
            "io.vertx.core.impl.NoStackTraceThrowable",
            "io.vertx.core.impl.NoStackTraceTimeoutException",
            "io.vertx.ext.mail.SMTPException",
            "io.quarkus.oidc.",
            "org.apache.kafka.common.errors.",
            // Of a member that its group has removed meanwhile: the events are read again.
            "org.apache.kafka.clients.consumer.CommitFailedException",
            "org.postgresql.",
            "org.mentoring.notification.mail.DeliveryException");

    private final Logs logs;
    private final Map<String, Long> lengths = new HashMap<>();

    LogChecker(Logs logs) {
        this.logs = logs;
        Ports.APPLICATIONS.forEach(application ->
                lengths.put(application, logs.of(application).toFile().length()));
    }

    /** Each kind of cause once, with how often it was found. */
    List<String> violations() throws IOException {
        var found = new ArrayList<String>();
        for (var application : Ports.APPLICATIONS) {
            unexplained(since(application, lengths.get(application)).lines().toList())
                    .forEach((cause, times) -> found.add("%s logged a stack trace without a cause: %s (%d times)"
                            .formatted(application, cause, times)));
        }
        return found;
    }

    /** The innermost exceptions that no fault explains, with how many stack traces have them. */
    static Map<String, Integer> unexplained(List<String> lines) {
        var found = new TreeMap<String, Integer>();
        String cause = null;
        var traced = false;
        for (var line : lines) {
            if (RECORD.matcher(line).matches()) {
                count(found, traced ? cause : null);
                cause = null;
                traced = false;
            }
            traced |= line.startsWith("\tat ");
            var exception = EXCEPTION.matcher(line);
            // Lines of a stack trace, and suppressed exceptions, are indented.
            if (!line.startsWith("\t") && exception.find()) {
                cause = exception.group(1);
            }
        }
        count(found, traced ? cause : null);
        return found;
    }

    private static void count(Map<String, Integer> found, String cause) {
        if (cause != null && EXPLAINED.stream().noneMatch(cause::startsWith)) {
            found.merge(cause, 1, Integer::sum);
        }
    }

    private String since(String application, long length) throws IOException {
        try (var log = new RandomAccessFile(logs.of(application).toFile(), "r")) {
            log.seek(Math.min(length, log.length()));
            var bytes = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
