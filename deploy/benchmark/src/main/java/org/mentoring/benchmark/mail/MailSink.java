package org.mentoring.benchmark.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A mail server that accepts every mail, stores none, and records when it received a mail for each recipient. */
final class MailSink implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Long> taken = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    MailSink() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    long count() {
        return count.get();
    }

    /** As {@link System#nanoTime}; null when there was none. */
    Long takenAt(String recipient) {
        return taken.get(recipient);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
            say(socket, "220 sink");
            var recipient = "";
            for (var line = in.readLine(); line != null && !line.startsWith("QUIT"); line = in.readLine()) {
                if (line.startsWith("RCPT")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                }
                if (line.startsWith("DATA")) {
                    say(socket, "354 go on");
                    while (!".".equals(line)) {
                        line = in.readLine();
                    }
                    taken.put(recipient, System.nanoTime());
                    count.incrementAndGet();
                }
                say(socket, "250 ok");
            }
        } catch (IOException e) {
            System.err.println("A connection to the mail sink ended: " + e.getMessage());
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
    }
}
