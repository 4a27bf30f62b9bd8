package org.mentoring.notification.mail;

import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FinishedMailTest {

    @ParameterizedTest
    @ValueSource(strings = {"ü", "a\u0000b", "a\rb", "\u007f"})
    void refusesABodyThatTheClientWouldEncodeOnceMore(String text) {
        assertThatThrownBy(() -> finished(text, "8bit")).isInstanceOf(UnsendableException.class);
    }

    @Test
    void refusesALineThatIsLongerThanMailServersTake() throws Exception {
        assertThat(finished("a".repeat(998), "7bit").getText()).hasSize(998);
        assertThatThrownBy(() -> finished("a".repeat(999), "7bit")).isInstanceOf(UnsendableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a b\"@example.org",
                "\"a,b\"@example.org",
                "\"<evil@example.org>\"@example.org",
                "evil@example.net (@example.org)",
                "ada@example.org\r\nRCPT TO:<evil@example.org>"
            })
    void refusesAnAddressThatTheClientWouldNotWriteAsItIs(String address) {
        assertThatThrownBy(() -> finished(address, "text", "7bit")).isInstanceOf(UnsendableException.class);
    }

    private static FinishedMail finished(String text, String encoding) throws Exception {
        return finished("ada@example.org", text, encoding);
    }

    private static FinishedMail finished(String address, String text, String encoding) throws Exception {
        var mail = new MimeMessage(Session.getInstance(new Properties()));
        var recipient = new InternetAddress();
        recipient.setAddress(address);
        mail.setRecipient(Message.RecipientType.TO, recipient);
        mail.setText(text, "ISO-8859-1");
        mail.setHeader("Content-Transfer-Encoding", encoding);
        mail.saveChanges();
        return new FinishedMail(mail, "no-reply@example.org", () -> true);
    }
}
