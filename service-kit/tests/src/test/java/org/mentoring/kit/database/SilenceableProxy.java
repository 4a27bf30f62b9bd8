package org.mentoring.kit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jboss.logging.Logger;

/**
 * Stands between a client and the database. While it is silent nothing arrives and nobody is told; connections of before, and those
 * that are opened meanwhile, stay so after it (half open).
 */
final class SilenceableProxy implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SilenceableProxy.class);
    private static final int BUFFER = 8192;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String host;
    private final int port;
    private final Queue<Link> links = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    SilenceableProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void silence() {
        silent = true;
        links.forEach(link -> link.silent = true);
    }

    void endSilence() {
        silent = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(Link::close);
    }

    private void accept() {
        try {
            while (true) {
                var link = new Link(server.accept(), new Socket(host, port));
                link.silent = silent;
                links.add(link);
                Thread.ofVirtual().start(() -> link.pass(true));
                Thread.ofVirtual().start(() -> link.pass(false));
            }
        } catch (IOException e) {
            links.forEach(Link::close);
        }
    }

    private static final class Link {

        private final Socket client;
        private final Socket database;
        private volatile boolean silent;

        private Link(Socket client, Socket database) {
            this.client = client;
            this.database = database;
        }

        private void pass(boolean fromClient) {
            var from = fromClient ? client : database;
            var to = fromClient ? database : client;
            var buffer = new byte[BUFFER];
            try {
                for (var read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    if (!silent) {
                        to.getOutputStream().write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                LOG.debug("A side has reset the connection", e);
            }
            if (!silent) {
                close();
            }
        }

        private void close() {
            try {
                client.close();
                database.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
