package org.mentoring.web.form;

import java.util.List;

/** A field that somebody changed while this form was open: the stored value, and the one that was filled in. */
public record FieldConflict(String label, String theirs, String yours) {

    /** Those whose values differ. None does where the same form was sent twice. */
    public static List<FieldConflict> among(List<FieldConflict> fields) {
        return fields.stream()
                .filter(field -> !text(field.theirs()).equals(text(field.yours())))
                .toList();
    }

    private static String text(String value) {
        return value == null ? "" : value.replace("\r\n", "\n").strip();
    }
}
