package org.mentoring.kit.test;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A mail server for tests, which accepts mail to everybody, unless {@link ScriptedSmtp} has another script. */
public class MailResource implements QuarkusTestResourceLifecycleManager {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final KeyPair SIGNING_KEYS = signingKeys();

    @Override
    public Map<String, String> start() {
        var certificate = TestCertificate.make("localhost");
        var elsewhere = TestCertificate.make("elsewhere.example");
        return Map.ofEntries(
                Map.entry("quarkus.mailer.host", "localhost"),
                Map.entry("quarkus.mailer.port", Integer.toString(ScriptedSmtp.start(certificate, elsewhere))),
                Map.entry("quarkus.mailer.truststore.paths", certificate.pem() + "," + elsewhere.pem()),
                Map.entry("quarkus.mailer.username", ScriptedSmtp.USERNAME),
                Map.entry("quarkus.mailer.password", ScriptedSmtp.PASSWORD),
                Map.entry("quarkus.mailer.dkim.enabled", "true"),
                Map.entry("quarkus.mailer.dkim.sdid", "mentoring.example.org"),
                Map.entry("quarkus.mailer.dkim.selector", "test"),
                Map.entry(
                        "quarkus.mailer.dkim.private-key",
                        Base64.getEncoder()
                                .encodeToString(SIGNING_KEYS.getPrivate().getEncoded())),
                Map.entry("mentoring.mail.timeout", "PT2S"),
                Map.entry("mentoring.mail.retry-after", "PT0.2S"),
                Map.entry("mentoring.mail.max-reconnect-after", "PT1S"));
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

    /** What mails are signed with (DKIM). */
    public static PublicKey signingKey() {
        return SIGNING_KEYS.getPublic();
    }

    private static KeyPair signingKeys() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage parsed(ScriptedSmtp.Mail mail) {
        try {
            return new MimeMessage(SESSION, new ByteArrayInputStream(mail.data().getBytes(UTF_8)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
