package org.mentoring.notification.gallery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.notification.message.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** Leaves every mail in {@code target/mails}, or in the folder that {@code -Dmails} names. */
class MailGalleryTest {

    private static final Path FOLDER = Path.of(System.getProperty("mails", "target/mails"));

    @Test
    void writesEachKindOfMailInEachLanguage() throws Exception {
        assertThat(Sample.all().stream().map(Sample::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Kind.values()));

        var mails = new MailGallery(FOLDER).write();

        assertThat(mails).isEqualTo(Sample.all().size() * TextFiles.LANGUAGES.size());
        for (var sample : Sample.all()) {
            for (var language : TextFiles.LANGUAGES) {
                var mail = FOLDER.resolve(sample.name() + "." + language);
                assertThat(Files.readString(Path.of(mail + ".eml"))).contains("Subject: ");
                assertThat(Files.readString(Path.of(mail + ".txt"))).doesNotContain("{", "NOT_FOUND");
            }
        }
    }
}
