package org.mentoring.local.mail;

import java.time.Clock;

import io.vertx.core.Vertx;

/**
 * Catches every mail of the local platform and shows it. Settings: {@code SMTP_PORT} (1025), {@code MAIL_PAGE_PORT}
 * (8025).
 */
public final class MailCatcher {

    private static final int MAX_MESSAGES = 1000;

    private MailCatcher() {}

    public static void main(String[] args) {
        var mailbox = new Mailbox(MAX_MESSAGES);
        new SmtpCatcher(port("SMTP_PORT", 1025), mailbox, Clock.systemUTC()).start();
        var vertx = Vertx.vertx();
        new MailPage(vertx, mailbox)
                .listen(vertx, port("MAIL_PAGE_PORT", 8025))
                .onSuccess(server -> System.out.println("Mail is shown on port " + server.actualPort()))
                .onFailure(e -> {
                    System.err.println("The page cannot be served: " + e.getMessage());
                    System.exit(1);
                });
    }

    private static int port(String name, int otherwise) {
        var value = System.getenv(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
