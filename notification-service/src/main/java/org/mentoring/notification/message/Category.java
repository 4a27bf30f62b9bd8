package org.mentoring.notification.message;

/** What a mail is for, which decides whether its recipient may turn it off. */
public enum Category {
    /** What became of a booking: comes always. */
    BOOKING(false),
    /** What became of one's account: comes always. */
    ACCOUNT(false),
    REMINDER(true),
    REVIEW(true),
    REPORT(true);

    private final boolean optional;

    Category(boolean optional) {
        this.optional = optional;
    }

    /** Whether the recipient may turn it off. */
    public boolean optional() {
        return optional;
    }
}
