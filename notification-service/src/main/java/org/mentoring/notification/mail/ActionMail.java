package org.mentoring.notification.mail;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail that says something, lists what it is about and offers one thing to do: {@code templates/mail/action.html} and
 * {@code action.txt}.
 *
 * @param action the one thing to do; null for none
 * @param aside what else can be done, in small; null for none
 */
public record ActionMail(
        MailLayout page,
        String greeting,
        List<String> paragraphs,
        List<Row> rows,
        Link action,
        String asideLead,
        Link aside) {

    /**
     * @param past whether it holds no longer and is shown crossed out
     * @param strong whether it is what the reader looks for first
     */
    public record Row(String label, String value, boolean strong, boolean past) {

        /** The value for plain text, where a second line must not look like another row. */
        public String indented() {
            return value.replace("\n", "\n    ");
        }
    }

    public record Link(String text, URI url) {}

    /** Collects what the mail says. */
    public static final class Builder {

        private final MailLayout page;
        private final String greeting;
        private final List<String> paragraphs = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private Link action;
        private String asideLead;
        private Link aside;

        Builder(MailLayout page, String greeting) {
            this.page = page;
            this.greeting = greeting;
        }

        public Builder say(String paragraph) {
            paragraphs.add(paragraph);
            return this;
        }

        /** Adds a row unless there is nothing to show in it. */
        public Builder row(String label, String value) {
            return row(label, value, false, false);
        }

        public Builder boldRow(String label, String value) {
            return row(label, value, true, false);
        }

        public Builder pastRow(String label, String value) {
            return row(label, value, false, true);
        }

        public Builder action(String text, URI url) {
            action = new Link(text, url);
            return this;
        }

        public Builder aside(String lead, String text, URI url) {
            asideLead = lead;
            aside = new Link(text, url);
            return this;
        }

        public ActionMail build() {
            return new ActionMail(page, greeting, List.copyOf(paragraphs), List.copyOf(rows), action, asideLead, aside);
        }

        private Builder row(String label, String value, boolean strong, boolean past) {
            if (value != null && !value.isBlank()) {
                rows.add(new Row(label, value, strong, past));
            }
            return this;
        }
    }
}
