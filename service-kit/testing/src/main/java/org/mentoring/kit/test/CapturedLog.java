package org.mentoring.kit.test;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtHandler;

/** What the service under test writes to its standard output, line by line: through its filter, and in its format. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final Handler console;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private CapturedLog(Handler console) {
        this.console = console;
    }

    /** Listens until it is closed. */
    public static CapturedLog begin() {
        var log = new CapturedLog(console());
        Logger.getLogger("").addHandler(log);
        return log;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public String text() {
        return String.join("", lines);
    }

    @Override
    public void publish(LogRecord logged) {
        if (console.isLoggable(logged)) {
            lines.add(console.getFormatter().format(logged));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }

    private static Handler console() {
        var handlers = new ArrayDeque<>(Arrays.asList(Logger.getLogger("").getHandlers()));
        while (!handlers.isEmpty()) {
            var handler = handlers.poll();
            if (handler instanceof org.jboss.logmanager.handlers.ConsoleHandler || handler instanceof ConsoleHandler) {
                return handler;
            }
            if (handler instanceof ExtHandler nested) {
                handlers.addAll(Arrays.asList(nested.getHandlers()));
            }
        }
        throw new IllegalStateException("The service does not log to its standard output");
    }
}
