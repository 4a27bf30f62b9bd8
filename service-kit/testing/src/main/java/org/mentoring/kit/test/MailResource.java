package org.mentoring.kit.test;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A mail server of the tests' own, which takes mail to everybody, unless {@link ScriptedSmtp} is told otherwise. */
public class MailResource implements QuarkusTestResourceLifecycleManager {

    private static final Session SESSION = Session.getInstance(new Properties());

    @Override
    public Map<String, String> start() {
        var certificate = TestCertificate.make();
        return Map.of(
                "mentoring.mail.host", "localhost",
                "mentoring.mail.port", Integer.toString(ScriptedSmtp.start(certificate)),
                "mentoring.mail.authority", certificate.pem().toString(),
                "mentoring.mail.timeout", "PT2S",
                "mentoring.mail.retry-after", "PT0.2S",
                "mentoring.mail.reconnect-at-most-after", "PT1S");
    }

    @Override
    public void stop() {
        end();
    }

    /** The mails to an address so far, in the order in which they came. */
    public static List<MimeMessage> mailsTo(String address) {
        return ScriptedSmtp.taken().stream()
                .filter(mail -> mail.to().contains(address))
                .map(MailResource::parsed)
                .toList();
    }

    /** Takes connections again. */
    public static void begin() {
        ScriptedSmtp.acceptConnections();
    }

    /** Nobody answers until it begins again. */
    public static void end() {
        ScriptedSmtp.refuseConnections();
    }

    private static MimeMessage parsed(ScriptedSmtp.Mail mail) {
        try {
            return new MimeMessage(SESSION, new ByteArrayInputStream(mail.data().getBytes(UTF_8)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
