package org.mentoring.notification.preference;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.mentoring.notification.message.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** The keys of links that switch mails off, as settings write them. */
class SignedLinksTest {

    private static final String KEY = "the-key-of-this-test-0123456789abcdef";
    private static final String OTHER_KEY = "another-key-of-this-test-0123456789ab";

    @Test
    void takesKeysWithoutTheSpacesAroundThem() {
        var person = UUID.randomUUID();
        var link = links(KEY).to(person, Kind.SESSION_REMINDER);

        assertThat(links(KEY + "\n").to(person, Kind.SESSION_REMINDER)).isEqualTo(link);
        assertThat(links("\n").to(person, Kind.SESSION_REMINDER)).isNull();
        assertThat(links(OTHER_KEY, " " + KEY).read(token(link)))
                .isEqualTo(links(KEY).read(token(link)))
                .isPresent();
    }

    private static String token(URI link) {
        return link.getQuery().replace("token=", "");
    }

    private static SignedLinks links(String... keys) {
        return new SignedLinks(new UnsubscribeConfig() {
            @Override
            public Optional<List<String>> keys() {
                return Optional.of(List.of(keys));
            }

            @Override
            public URI address() {
                return URI.create("https://mentoring.example/unsubscribe");
            }
        });
    }
}
