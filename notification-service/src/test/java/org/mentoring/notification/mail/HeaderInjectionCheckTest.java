package org.mentoring.notification.mail;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.calendar.EntryConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeaderInjectionCheckTest {

    private static final Composer COMPOSER = new Composer(
            DefaultSettings.of(MailConfig.class), DefaultSettings.of(EntryConfig.class), Clock.systemUTC());
    private static final Recipient READER =
            new Recipient(UUID.randomUUID(), "Ada", "ada@example.org", ZoneOffset.UTC, Locale.ENGLISH);
    private static final MailContent DRAFT = MailContent.of("A subject", "<p>", "text");

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\nBcc: evil@example.org", "\rBcc: evil@example.org", "\nBcc: evil@example.org", "\u0000"})
    void refusesALineEndInAHeaderOfAnyPart(String injected) {
        var draft = DRAFT.withInvitation(new MailContent.Invitation("REQUEST" + injected, "BEGIN:VCALENDAR\r\n"));
        assertThatThrownBy(() ->
                        COMPOSER.compose(new Composer.Envelope(UUID.randomUUID(), READER, null, null, null), draft))
                .isInstanceOf(UnsendableException.class);
    }

    @Test
    void letsLongHeadersBeFolded() throws Exception {
        var draft = MailContent.of("Übersetzer und Compiler ".repeat(9), "<p>", "text");
        var mail = COMPOSER.compose(new Composer.Envelope(UUID.randomUUID(), READER, null, null, null), draft);
        assertThat(mail.getHeader("Subject")[0]).contains("\r\n ");
    }
}
