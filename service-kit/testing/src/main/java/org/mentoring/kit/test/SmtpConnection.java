package org.mentoring.kit.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The server side of an SMTP connection (RFC 5321): it answers as {@link ScriptedSmtp} is scripted. */
final class SmtpConnection {

    private static final String LOGIN = "AUTH PLAIN "
            + Base64.getEncoder()
                    .encodeToString(("\0" + ScriptedSmtp.USERNAME + "\0" + ScriptedSmtp.PASSWORD).getBytes(UTF_8));

    private final ScriptedSmtp.Offer offer;
    private Socket socket;
    private BufferedReader in;
    private String from = "";
    private String parameters = "";
    private String to = "";
    private boolean authenticated;

    SmtpConnection(Socket socket, ScriptedSmtp.Offer offer) throws IOException {
        this.offer = offer;
        use(socket);
    }

    /** Returns when the client, or a script, ends the connection. */
    void serve() throws IOException {
        send(offer.greeting());
        if (!offer.greeting().startsWith("220")) {
            return;
        }
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (!answer(line)) {
                return;
            }
        }
    }

    /** Answers a command; returns whether the connection goes on. */
    private boolean answer(String line) throws IOException {
        switch (line.split("[ :]")[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" -> hello();
            case "MAIL" -> {
                from = address(line);
                parameters = line.substring(line.indexOf('>') + 1).strip();
                send("250 ok");
            }
            case "RCPT" -> {
                to = address(line);
                return reply("RCPT", "250 ok") != null;
            }
            case "DATA" -> {
                var sent = reply("DATA", "354 go on");
                return sent != null && (!sent.startsWith("354") || receive());
            }
            case "STARTTLS" -> encrypt();
            case "AUTH" -> {
                authenticated = line.equals(LOGIN);
                return reply("AUTH", authenticated ? "235 ok" : "535 who is that") != null;
            }
            case "QUIT" -> {
                send("221 bye");
                return false;
            }
            default -> send("250 ok");
        }
        return true;
    }

    private void hello() throws IOException {
        send("250-scripted");
        for (var extension : offer.extensions()) {
            send("250-" + extension);
        }
        send("250 OK");
    }

    private void encrypt() throws IOException {
        if (offer.encryption() == null) {
            send("454 not now");
            return;
        }
        send("220 go ahead");
        var encrypted =
                (SSLSocket) offer.encryption().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        use(encrypted);
    }

    /** Receives the data of a mail; one that is refused is not kept. */
    private boolean receive() throws IOException {
        var data = new StringBuilder();
        var line = in.readLine();
        for (; line != null && !line.equals("."); line = in.readLine()) {
            data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        if (line == null) {
            return false;
        }
        var answer = ScriptedSmtp.nextAnswer(to, "END", "250 taken");
        if (!answer.startsWith("4") && !answer.startsWith("5")) {
            ScriptedSmtp.keep(new ScriptedSmtp.Mail(
                    from, parameters, to, data.toString(), socket instanceof SSLSocket, authenticated));
        }
        return follow(answer, "250 taken") != null;
    }

    private String reply(String command, String otherwise) throws IOException {
        return follow(ScriptedSmtp.nextAnswer(to, command, otherwise), otherwise);
    }

    /** Returns what was sent, null where the connection is to be broken off instead. */
    private String follow(String answer, String otherwise) throws IOException {
        if (answer.equals(ScriptedSmtp.DROP)) {
            return null;
        }
        var line = answer;
        if (answer.equals(ScriptedSmtp.HANG)) {
            ScriptedSmtp.awaitRelease();
            line = otherwise;
        }
        send(line);
        return line;
    }

    private void use(Socket used) throws IOException {
        socket = used;
        in = new BufferedReader(new InputStreamReader(used.getInputStream(), UTF_8));
    }

    private void send(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }
}
