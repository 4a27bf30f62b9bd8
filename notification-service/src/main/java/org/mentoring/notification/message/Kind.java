package org.mentoring.notification.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a mail is about; tables, preferences and answers contain the name in lower case with hyphens. */
public enum Kind {
    BOOKING_REQUESTED(Category.BOOKING),
    BOOKING_CONFIRMED(Category.BOOKING),
    BOOKING_DECLINED(Category.BOOKING),
    BOOKING_EXPIRED(Category.BOOKING),
    BOOKING_RESCHEDULED(Category.BOOKING),
    BOOKING_CANCELLED(Category.BOOKING),
    BOOKING_MOVE_PROPOSED(Category.BOOKING),
    BOOKING_MOVE_DECLINED(Category.BOOKING),
    BOOKING_QUESTION_ASKED(Category.BOOKING),
    BOOKING_QUESTION_ANSWERED(Category.BOOKING),
    SESSION_NO_SHOW(Category.BOOKING),
    SESSION_CONTESTED(Category.BOOKING),
    SESSION_DECIDED(Category.BOOKING),
    SESSION_REMINDER(Category.REMINDER),
    REVIEW_REQUEST(Category.REVIEW),
    APPLICATION_APPROVED(Category.ACCOUNT),
    EXPORT_READY(Category.ACCOUNT),
    ACCOUNT_CLOSED(Category.ACCOUNT),
    MENTOR_REPORT(Category.REPORT),
    PLATFORM_REPORT(Category.REPORT);

    private final Category category;

    Kind(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }

    /** As written in tables and answers, such as {@code booking-confirmed}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of this name; empty where there is none, which may be one of a later version. */
    public static Optional<Kind> ofColumn(String column) {
        return Arrays.stream(values())
                .filter(kind -> kind.column().equals(column))
                .findFirst();
    }
}
