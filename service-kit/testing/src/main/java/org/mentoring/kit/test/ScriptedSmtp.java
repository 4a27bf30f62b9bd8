package org.mentoring.kit.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A mail server that misbehaves as it is told, by recipient: what is scripted for one does not touch the mails of others.
 * The parts of SMTP (RFC 5321) are named by their commands; {@code END} is the dot after the data.
 */
public final class ScriptedSmtp {

    /** Breaks the connection off instead of answering. */
    public static final String DROP = "drop";
    /** Says nothing until {@link #release} is called. */
    public static final String HANG = "hang";

    static final String USERNAME = "platform";
    static final String PASSWORD = "a-password-of-the-tests";
    private static final String LOGIN =
            Base64.getEncoder().encodeToString(("\0" + USERNAME + "\0" + PASSWORD).getBytes(UTF_8));

    private static final Map<String, ConcurrentLinkedQueue<String>> SCRIPTS = new ConcurrentHashMap<>();
    private static final List<Mail> TAKEN = new CopyOnWriteArrayList<>();
    private static final Set<Socket> SOCKETS = ConcurrentHashMap.newKeySet();
    private static volatile CountDownLatch released = new CountDownLatch(1);
    private static volatile String greeting = "220 scripted";
    private static volatile List<String> extensions = List.of("8BITMIME");
    private static volatile SSLContext encryption;
    private static volatile ServerSocket server;
    private static TestCertificate certificate;
    private static TestCertificate certificateOfAnotherHost;
    private static int port;

    /**
     * @param parameters of the command MAIL, such as SMTPUTF8
     * @param data as it came, without the dot
     * @param encrypted whether it came after STARTTLS
     * @param authenticated whether it came after a login
     */
    public record Mail(
            String from, String parameters, String to, String data, boolean encrypted, boolean authenticated) {

        /** The first of this name, unfolded; null without one. */
        public String header(String name) {
            for (var line : data.split("\r\n\r\n")[0]
                    .replace("\r\n ", " ")
                    .replace("\r\n\t", " ")
                    .split("\r\n")) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return null;
        }
    }

    private ScriptedSmtp() {}

    /**
     * Answers the port.
     *
     * @param shown where the server offers encryption
     * @param ofAnotherHost that the service trusts as well
     */
    static int start(TestCertificate shown, TestCertificate ofAnotherHost) {
        try {
            certificate = shown;
            certificateOfAnotherHost = ofAnotherHost;
            open(0);
            port = server.getLocalPort();
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answers to a command of mails to somebody, one a mail; after them all is well. */
    public static void script(String recipient, String command, String... answers) {
        SCRIPTS.computeIfAbsent(key(recipient, command), key -> new ConcurrentLinkedQueue<>())
                .addAll(List.of(answers));
    }

    /** The next answers to logins. */
    public static void scriptLogins(String... answers) {
        script("", "AUTH", answers);
    }

    /** Greets so, and offers these extensions, from the next connection on; connections at rest are ended. */
    public static void greet(String line, String... offered) {
        greeting = line;
        extensions = List.of(offered);
        endConnections();
    }

    /** Which certificate the server shows. */
    public enum Certificate {
        /** One that the service was told to trust. */
        TRUSTED,
        /** One that the service was told to trust, of another host. */
        OF_ANOTHER_HOST,
        UNKNOWN
    }

    /** Offers encryption as well, from the next connection on. */
    public static void encrypt(Certificate shown) {
        encryption = switch (shown) {
            case TRUSTED -> certificate.context();
            case OF_ANOTHER_HOST -> certificateOfAnotherHost.context();
            case UNKNOWN -> TestCertificate.make("localhost").context();
        };
        greet("220 scripted", "8BITMIME", "STARTTLS");
    }

    public static void reset() {
        encryption = null;
        greet("220 scripted", "8BITMIME");
    }

    public static void refuseConnections() {
        try {
            server.close();
            endConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void acceptConnections() {
        try {
            open(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets all who hang go on. */
    public static void release() {
        released.countDown();
        released = new CountDownLatch(1);
    }

    /** The mails to somebody that the server has answered for, or has had when it broke off. */
    public static List<Mail> messagesTo(String recipient) {
        return TAKEN.stream().filter(mail -> mail.to().equals(recipient)).toList();
    }

    /** Every mail, in the order in which they came. */
    static List<Mail> taken() {
        return TAKEN;
    }

    private static String key(String recipient, String command) {
        return command + " " + recipient;
    }

    private static void endConnections() {
        SOCKETS.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        SOCKETS.clear();
    }

    private static void open(int wanted) throws IOException {
        var opened = new ServerSocket(wanted, 50, InetAddress.getLoopbackAddress());
        server = opened;
        Thread.ofVirtual().start(() -> {
            while (!opened.isClosed()) {
                try {
                    var socket = opened.accept();
                    SOCKETS.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void serve(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            new Dialogue(socket, in).run();
        } catch (IOException e) {
            SOCKETS.remove(socket);
        }
    }

    /** One connection. */
    private static final class Dialogue {

        private Socket socket;
        private BufferedReader in;
        private String from = "";
        private String parameters = "";
        private String to = "";
        private boolean authenticated;

        Dialogue(Socket socket, BufferedReader in) {
            this.socket = socket;
            this.in = in;
        }

        void run() throws IOException {
            if (!say(greeting) || !greeting.startsWith("220")) {
                return;
            }
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (!answer(line)) {
                    return;
                }
            }
        }

        private boolean answer(String line) throws IOException {
            var command = line.split("[ :]")[0].toUpperCase();
            return switch (command) {
                case "EHLO" -> hello();
                case "MAIL" -> {
                    from = address(line);
                    parameters = line.substring(line.indexOf('>') + 1).strip();
                    yield say("250 ok");
                }
                case "RCPT" -> {
                    to = address(line);
                    yield follow("RCPT", "250 ok", UnaryOperator.identity());
                }
                case "DATA" -> follow("DATA", "354 go on", UnaryOperator.identity());
                case "STARTTLS" -> encryption == null ? say("454 not now") : say("220 go ahead") && encrypt();
                case "AUTH" -> {
                    authenticated = line.equals("AUTH PLAIN " + LOGIN);
                    yield follow("AUTH", authenticated ? "235 ok" : "535 who is that", UnaryOperator.identity());
                }
                case "QUIT" -> {
                    say("221 bye");
                    yield false;
                }
                default -> say("250 ok");
            };
        }

        private boolean hello() throws IOException {
            say("250-scripted");
            for (var extension : extensions) {
                say("250-" + extension);
            }
            return say("250 OK");
        }

        private boolean encrypt() throws IOException {
            var encrypted =
                    (SSLSocket) encryption.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            encrypted.setUseClientMode(false);
            encrypted.startHandshake();
            socket = encrypted;
            in = new BufferedReader(new InputStreamReader(encrypted.getInputStream(), UTF_8));
            return true;
        }

        private boolean follow(String command, String otherwise, UnaryOperator<String> before) throws IOException {
            var script = SCRIPTS.get(key(to, command));
            var answer = script == null ? null : script.poll();
            var line = before.apply(answer == null ? otherwise : answer);
            if (line.equals(DROP)) {
                return false;
            }
            if (line.equals(HANG)) {
                hang();
                line = otherwise;
            }
            if (!say(line)) {
                return false;
            }
            return !line.startsWith("354") || take();
        }

        private boolean take() throws IOException {
            var data = new StringBuilder();
            var line = in.readLine();
            for (; line != null && !line.equals("."); line = in.readLine()) {
                data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            if (line == null) {
                return false;
            }
            var mail = new Mail(from, parameters, to, data.toString(), socket instanceof SSLSocket, authenticated);
            return follow("END", "250 taken", answer -> {
                if (!answer.startsWith("4") && !answer.startsWith("5")) {
                    TAKEN.add(mail);
                }
                return answer;
            });
        }

        private boolean say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
            socket.getOutputStream().flush();
            return true;
        }

        private static void hang() {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static String address(String line) {
            return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }
    }
}
