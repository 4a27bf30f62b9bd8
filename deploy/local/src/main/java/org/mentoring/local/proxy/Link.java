package org.mentoring.local.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy that forwards connections to another port of this machine, unless it has a fault. */
final class Link implements AutoCloseable {

    private final String name;
    private final ServerSocket listener;
    private final int target;
    private final Set<LinkConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile LinkFault fault = LinkFault.NONE;
    private volatile int destination;

    /**
     * @param port 0 for a free one
     * @param target the port of the part that is behind it
     */
    Link(String name, int port, int target) throws IOException {
        this.name = name;
        this.target = target;
        this.destination = target;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        Thread.ofVirtual().name(name).start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    LinkFault fault() {
        return fault;
    }

    /** Begins a fault, or ends it with {@link LinkFault#NONE}. */
    void begin(LinkFault next) {
        var before = fault;
        fault = next;
        if (next == LinkFault.CUT) {
            connections.forEach(LinkConnection::close);
        }
        if (next == LinkFault.SILENCE || before == LinkFault.SILENCE) {
            connections.forEach(LinkConnection::silence);
        }
    }

    /** Forwards new connections to another port, and closes open ones. */
    void redirect(int port) {
        destination = port;
        connections.forEach(LinkConnection::close);
    }

    /** Forwards new connections to the part again, and closes those to another port. */
    void restoreTarget() {
        if (destination != target) {
            redirect(target);
        }
    }

    void forget(LinkConnection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name(name).start(() -> connect(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    System.err.println(name + " takes no connection: " + e.getMessage());
                }
            }
        }
    }

    private void connect(Socket client) {
        try {
            if (fault == LinkFault.CUT) {
                client.close();
                return;
            }
            var part = new Socket();
            try {
                part.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), destination));
            } catch (IOException refused) {
                // As without a proxy: no connection, rather than one that is closed in order.
                part.close();
                LinkConnection.reset(client);
                return;
            }
            var connection = new LinkConnection(this, client, part);
            connections.add(connection);
            connection.begin();
        } catch (IOException e) {
            LinkConnection.reset(client);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(LinkConnection::close);
    }
}
