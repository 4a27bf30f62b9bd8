package org.mentoring.web.form;

/** A field that somebody changed while this form was open: the stored value, and the one that was filled in. */
public record FieldConflict(String label, String theirs, String yours) {}
