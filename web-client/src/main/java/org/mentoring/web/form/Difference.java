package org.mentoring.web.form;

/** A field that somebody changed while this form was open: what is stored now, and what was filled in here. */
public record Difference(String label, String theirs, String yours) {}
