package org.mentoring.notification.message;

import java.util.Locale;

/** On which side of a booking a recipient is. */
public enum Side {
    MENTOR,
    MENTEE;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null for null. */
    static Side ofColumn(String column) {
        return column == null ? null : valueOf(column.toUpperCase(Locale.ROOT));
    }
}
