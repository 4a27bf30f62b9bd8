package org.mentoring.notification;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.ScriptedSmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mentoring.notification.BookingStory.mails;

/** Signatures of mails (DKIM, RFC 6376), as another implementation verifies them. */
@QuarkusTest
@RealParts
class MailSignatureTest {

    @Test
    void signsMailsWithAttachmentsAndInEveryScript() throws Exception {
        var story = new BookingStory().with("user_locale", "hi").with("user_name", "लीनुस टॉर्वाल्ड्स");
        story.tell("confirmed", 1);
        story.moved(1).tell("rescheduled", 2);
        for (var email : List.of(story.menteeEmail, story.mentorEmail)) {
            mails(email, 2);
            for (var mail : ScriptedSmtp.messagesTo(email)) {
                verify(mail.data());
                assertThat(mail.header("DKIM-Signature"))
                        .contains("d=mentoring.example.org; ", "s=test; ", "List-Unsubscribe:List-Unsubscribe-Post");
                assertThatThrownBy(() -> verify(mail.data().replace("\r\nSubject: ", "\r\nSubject: Fwd: ")))
                        .isInstanceOf(FailException.class);
                assertThatThrownBy(() -> verify(mail.data() + "one line more\r\n"))
                        .isInstanceOf(FailException.class);
            }
        }
    }

    private static void verify(String mail) throws Exception {
        var record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(MailResource.signingKey().getEncoded());
        var signatures = new DKIMVerifier((methods, selector, domain) -> List.of(record))
                .verify(new ByteArrayInputStream(mail.getBytes(US_ASCII)));
        assertThat(signatures).hasSize(1);
    }
}
