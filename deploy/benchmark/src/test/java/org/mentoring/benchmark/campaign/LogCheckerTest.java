package org.mentoring.benchmark.campaign;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogCheckerTest {

    private static final String RECORD = "2026-11-29 12:00:00,123 ERROR [or.me.Anything] It failed";

    @Test
    void reportsACauseThatNoFaultExplains() {
        assertThat(unexplained(RECORD + """
                : java.util.concurrent.CompletionException: it failed
                \tat a.B.c(B.java:1)
                Caused by: java.lang.NullPointerException: Cannot invoke "a.b()"
                \tat a.B.c(B.java:2)
                \t... 10 more
                """ + RECORD)).isEqualTo(Map.of("java.lang.NullPointerException", 1));
    }

    @Test
    void reportsAStackTraceWithoutACause() {
        assertThat(unexplained(RECORD + """
                : java.lang.IllegalStateException: Result is already complete
                \tat a.B.c(B.java:1)
                """)).isEqualTo(Map.of("java.lang.IllegalStateException", 1));
    }

    @Test
    void acceptsClosedConnections() {
        assertThat(unexplained(RECORD + """
                : java.lang.IllegalStateException: no connection
                \tat a.B.c(B.java:1)
                Caused by: java.net.ConnectException: Connection refused
                \tat a.B.c(B.java:2)
                """ + RECORD + """
                : io.vertx.core.http.HttpClosedException: Connection was closed
                \tat a.B.c(B.java:1)
                """)).isEmpty();
    }

    @Test
    void acceptsMessagesWithoutAStackTrace() {
        assertThat(unexplained(RECORD + ": java.lang.IllegalStateException: said in one line\n" + RECORD))
                .isEmpty();
    }

    private static Map<String, Integer> unexplained(String log) {
        return LogChecker.unexplained(log.lines().toList());
    }
}
