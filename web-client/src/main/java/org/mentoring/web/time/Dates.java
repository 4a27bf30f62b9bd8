package org.mentoring.web.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Dates of forms and addresses. */
public final class Dates {

    /** Years of more than four digits are not read: computing with the last possible one fails. */
    private static final int LENGTH = 10;

    private Dates() {}

    /** The date that a text such as 2027-03-15 means; empty for null and any other text. */
    public static Optional<LocalDate> of(String text) {
        try {
            return Optional.ofNullable(text)
                    .filter(date -> date.length() == LENGTH)
                    .map(LocalDate::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
