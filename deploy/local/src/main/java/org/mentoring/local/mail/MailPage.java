package org.mentoring.local.mail;

import java.io.IOException;
import java.util.Optional;

import jakarta.mail.MessagingException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.local.PlainHttp;

/** The page on which people read what was caught, and the interface through which programs do. */
final class MailPage {

    private static final int DEFAULT_LIMIT = 50;

    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** A mail may have styles, but no scripts, requests or forms, and gets an opaque origin. */
    private static final String MAIL_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private final Mailbox mailbox;
    private final Router router;

    MailPage(Vertx vertx, Mailbox mailbox) {
        this.mailbox = mailbox;
        this.router = Router.router(vertx);
        router.route().handler(context -> {
            context.response()
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Referrer-Policy", "no-referrer")
                    .putHeader("Cache-Control", "no-store");
            context.next();
        });
        router.get("/api/messages").handler(this::list);
        router.get("/api/messages/:id/raw")
                .handler(context -> withMail(
                        context,
                        mail -> context.response()
                                .putHeader("Content-Type", "message/rfc822")
                                .putHeader("Content-Security-Policy", MAIL_POLICY)
                                .end(Buffer.buffer(mail.raw()))));
        router.delete("/api/messages").handler(context -> {
            mailbox.clear();
            context.response().setStatusCode(204).end();
        });
        router.get("/page/messages/:id").handler(context -> withMail(context, mail -> parts(context, mail)));
        router.get("/page/messages/:id/html").handler(context -> withMail(context, mail -> html(context, mail)));
        resource("/", "index.html", "text/html; charset=utf-8");
        resource("/page.css", "page.css", "text/css; charset=utf-8");
        resource("/page.js", "page.js", "text/javascript; charset=utf-8");
    }

    /**
     * @param port on this machine alone; 0 for a free one
     */
    Future<HttpServer> listen(Vertx vertx, int port) {
        return vertx.createHttpServer(PlainHttp.options())
                .requestHandler(router)
                .listen(port, "127.0.0.1");
    }

    private void list(RoutingContext context) {
        var to = context.request().getParam("to");
        limit(context.request().getParam("limit"))
                .ifPresentOrElse(
                        limit -> {
                            var messages = mailbox.find(to, limit).stream()
                                    .map(MailPage::describe)
                                    .toList();
                            context.json(new JsonArray(messages));
                        },
                        () -> context.response().setStatusCode(400).end("limit is a number from 1 on\n"));
    }

    private static Optional<Integer> limit(String asked) {
        if (asked == null) {
            return Optional.of(DEFAULT_LIMIT);
        }
        return asked.matches("[1-9]\\d{0,5}") ? Optional.of(Integer.valueOf(asked)) : Optional.empty();
    }

    private void parts(RoutingContext context, CaughtMail mail) throws MessagingException, IOException {
        var readable = ReadableMail.of(mail.parse());
        context.json(describe(mail)
                .put("html", readable.html().isPresent())
                .put("text", readable.text().orElse(null))
                .put("calendar", readable.calendar().orElse(null))
                .put("attachments", new JsonArray(readable.attachments())));
    }

    private void html(RoutingContext context, CaughtMail mail) throws MessagingException, IOException {
        context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", MAIL_POLICY)
                .end(ReadableMail.of(mail.parse()).html().orElse(""));
    }

    private static JsonObject describe(CaughtMail mail) {
        return new JsonObject()
                .put("id", mail.id())
                .put("from", mail.from())
                .put("to", mail.to())
                .put("subject", mail.subject())
                .put("received_at", mail.receivedAt().toString());
    }

    private void withMail(RoutingContext context, Answer answer) {
        mailbox.find(context.pathParam("id"))
                .ifPresentOrElse(
                        mail -> {
                            try {
                                answer.give(mail);
                            } catch (MessagingException | IOException e) {
                                context.response()
                                        .setStatusCode(422)
                                        .end("This message cannot be parsed: " + e.getMessage() + "\n");
                            }
                        },
                        () -> context.response().setStatusCode(404).end("There is no such message\n"));
    }

    private void resource(String path, String name, String type) {
        try (var stream = MailPage.class.getResourceAsStream("/mail/" + name)) {
            var content = Buffer.buffer(stream.readAllBytes());
            router.get(path)
                    .handler(context -> context.response()
                            .putHeader("Content-Type", type)
                            .putHeader("Content-Security-Policy", PAGE_POLICY)
                            .end(content));
        } catch (IOException e) {
            throw new IllegalStateException("The page of the mail catcher is not in this program", e);
        }
    }

    @FunctionalInterface
    private interface Answer {
        void give(CaughtMail mail) throws MessagingException, IOException;
    }
}
