package org.mentoring.kit.test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A mail server of the tests' own, which takes mail to everybody. */
public class MailResource implements QuarkusTestResourceLifecycleManager {

    private static volatile GreenMail server;
    private static volatile int port;

    @Override
    public Map<String, String> start() {
        try {
            port = Parts.freePort();
        } catch (IOException e) {
            throw new IllegalStateException("The mail server for the tests could not be started", e);
        }
        begin();
        return Map.of("mentoring.mail.host", "localhost", "mentoring.mail.port", Integer.toString(port));
    }

    @Override
    public void stop() {
        end();
    }

    /** The mails to an address so far, in the order in which they came. */
    public static List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .toList();
    }

    /** Starts the mail server again, with nothing received. */
    public static void begin() {
        var setup = new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP);
        server = new GreenMail(setup);
        server.start();
    }

    /** Nobody answers until it begins again. */
    public static void end() {
        server.stop();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return Arrays.stream(mail.getAllRecipients())
                    .anyMatch(recipient -> recipient.toString().contains(address));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
