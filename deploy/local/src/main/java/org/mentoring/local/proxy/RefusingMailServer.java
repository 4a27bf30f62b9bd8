package org.mentoring.local.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Replaces the mail server while it is to refuse mail. */
final class RefusingMailServer {

    private final ServerSocket listener;
    private volatile MailAnswer answer = MailAnswer.BUSY;

    RefusingMailServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("mail server that refuses").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void answer(MailAnswer next) {
        answer = next;
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The server that refuses mail has ended", e);
        }
    }

    private void serve(Socket client) {
        try (client) {
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            var goesOn = say(client, "CONNECT", "220 mail.example.org ESMTP");
            var inData = false;
            while (goesOn) {
                var line = lines.readLine();
                if (line == null) {
                    return;
                }
                var command = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
                if (inData) {
                    inData = !line.equals(".");
                    goesOn = inData || say(client, ".", "451 4.3.0 Not now");
                } else {
                    inData = command.equals("DATA");
                    goesOn = say(client, command, inData ? "354 Go on" : "250 2.0.0 OK") && !command.equals("QUIT");
                }
            }
        } catch (IOException gone) {
            // The client has given up, or the link was closed; there is nobody to tell.
        }
    }

    /** Whether the dialogue goes on. */
    private boolean say(Socket client, String command, String otherwise) throws IOException {
        var now = answer;
        var line = now.isAfter(command) ? now.answer() : otherwise;
        if (line == null) {
            return false;
        }
        if (!line.isEmpty()) {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        return !line.startsWith("421");
    }
}
