package org.mentoring.local.proxy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that is passed on, as long as the fault of its link allows it. */
final class LinkConnection {

    static final Duration DELAY = Duration.ofMillis(400);
    private static final Duration UNHEARD_OF = Duration.ofSeconds(30);
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

    void fallSilent() {
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
            awaitThatItIsHeardOf();
            to.shutdownOutput();
            if (directions.decrementAndGet() == 0) {
                close();
            }
        } catch (IOException ended) {
            awaitThatItIsHeardOf();
            resetBoth();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            resetBoth();
        }
    }

    private void awaitThatItIsHeardOf() {
        if (silent) {
            try {
                Thread.sleep(UNHEARD_OF);
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

    /** Closes it without an end that the other side could take for an orderly one. */
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
