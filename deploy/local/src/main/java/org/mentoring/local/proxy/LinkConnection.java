package org.mentoring.local.proxy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A forwarded connection, subject to the fault of its link. */
final class LinkConnection {

    static final Duration DELAY = Duration.ofMillis(400);
    private static final Duration SILENT_END_DELAY = Duration.ofSeconds(30);
    private static final int LAST_ANSWER_LOST = 12;
    private static final int BUFFER = 16 * 1024;

    private final Link link;
    private final Socket client;
    private final Socket part;
    private final AtomicInteger answersUntilReset =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST_ANSWER_LOST) + 1);
    private final AtomicInteger directions = new AtomicInteger(2);
    private volatile boolean silent;

    LinkConnection(Link link, Socket client, Socket part) throws IOException {
        this.link = link;
        this.client = client;
        this.part = part;
        this.silent = link.fault() == LinkFault.SILENCE;
        client.setTcpNoDelay(true);
        part.setTcpNoDelay(true);
    }

    void begin() {
        Thread.ofVirtual().start(() -> pass(client, part));
        Thread.ofVirtual().start(() -> pass(part, client));
    }

    void silence() {
        silent = true;
    }

    void close() {
        link.forget(this);
        close(client);
        close(part);
    }

    private void pass(Socket from, Socket to) {
        try {
            var bytes = new byte[BUFFER];
            for (var length = from.getInputStream().read(bytes);
                    length >= 0;
                    length = from.getInputStream().read(bytes)) {
                if (link.fault() == LinkFault.RESET && from == part && answersUntilReset.decrementAndGet() == 0) {
                    resetBoth();
                    return;
                }
                if (link.fault() == LinkFault.DELAY) {
                    Thread.sleep(DELAY);
                }
                if (!silent) {
                    to.getOutputStream().write(bytes, 0, length);
                }
            }
            delayEndIfSilent();
            to.shutdownOutput();
            if (directions.decrementAndGet() == 0) {
                close();
            }
        } catch (IOException ended) {
            delayEndIfSilent();
            resetBoth();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            resetBoth();
        }
    }

    private void delayEndIfSilent() {
        if (silent) {
            try {
                Thread.sleep(SILENT_END_DELAY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void resetBoth() {
        link.forget(this);
        reset(client);
        reset(part);
    }

    /** Closes it by RST, so that the other side does not take it for an orderly end. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.err.println("A connection could not be closed: " + e.getMessage());
        }
    }
}
