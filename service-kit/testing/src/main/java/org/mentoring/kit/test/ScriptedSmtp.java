package org.mentoring.kit.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/**
 * A mail server whose faults are scripted for each recipient: a script for one does not affect the mails of others.
 * The parts of SMTP (RFC 5321) are named by their commands; {@code END} is the dot after the data.
 */
public final class ScriptedSmtp {

    /** Breaks the connection off instead of answering. */
    public static final String DROP = "drop";
    /** Says nothing until {@link #release} is called. */
    public static final String HANG = "hang";

    static final String USERNAME = "platform";
    static final String PASSWORD = "a-password-of-the-tests";
    private static final Offer USUAL = new Offer("220 scripted", List.of("8BITMIME"), null);

    private static final Map<String, ConcurrentLinkedQueue<String>> SCRIPTS = new ConcurrentHashMap<>();
    private static final List<Mail> TAKEN = new CopyOnWriteArrayList<>();
    private static final Set<Socket> SOCKETS = ConcurrentHashMap.newKeySet();
    private static volatile CountDownLatch released = new CountDownLatch(1);
    private static volatile Offer offer = USUAL;
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

    /**
     * How the server greets, and what it offers.
     *
     * @param encryption null where it has none
     */
    record Offer(String greeting, List<String> extensions, SSLContext encryption) {}

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
        offer(new Offer(line, List.of(offered), offer.encryption()));
    }

    /** Which certificate the server shows. */
    public enum Certificate {
        /** One that is in the trust store of the service. */
        TRUSTED,
        /** One that is in the trust store of the service, of another host. */
        OF_ANOTHER_HOST,
        UNKNOWN
    }

    /** Offers encryption as well, from the next connection on. */
    public static void encrypt(Certificate shown) {
        var encryption =
                switch (shown) {
                    case TRUSTED -> certificate.context();
                    case OF_ANOTHER_HOST -> certificateOfAnotherHost.context();
                    case UNKNOWN -> TestCertificate.make("localhost").context();
                };
        offer(new Offer(USUAL.greeting(), List.of("8BITMIME", "STARTTLS"), encryption));
    }

    /** Greets and offers as at the start. */
    public static void reset() {
        offer(USUAL);
    }

    private static void offer(Offer next) {
        offer = next;
        endConnections();
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

    static void keep(Mail mail) {
        TAKEN.add(mail);
    }

    /** The next scripted answer to a command of a mail to somebody. */
    static String nextAnswer(String recipient, String command, String otherwise) {
        var script = SCRIPTS.get(key(recipient, command));
        var answer = script == null ? null : script.poll();
        return answer == null ? otherwise : answer;
    }

    static void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        try (socket) {
            new SmtpConnection(socket, offer).serve();
        } catch (IOException e) {
            SOCKETS.remove(socket);
        }
    }
}
