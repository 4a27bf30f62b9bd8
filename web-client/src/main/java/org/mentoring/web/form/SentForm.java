package org.mentoring.web.form;

import java.util.List;

import jakarta.enterprise.context.RequestScoped;

import io.vertx.ext.web.RoutingContext;

/** The fields of a sent form, for forms whose fields are not known beforehand. */
@RequestScoped
public class SentForm {

    private final RoutingContext context;

    SentForm(RoutingContext context) {
        this.context = context;
    }

    /** The first value without spaces around it, with line breaks of one character; empty where there is none. */
    public String one(String name) {
        var value = context.request().getFormAttribute(name);
        return value == null ? "" : plain(value);
    }

    /** Null where there is none, as the API wants it. */
    public String oneOrNull(String name) {
        var value = one(name);
        return value.isEmpty() ? null : value;
    }

    /** The idempotency key, which the tag {@code guard} writes into each form. */
    public String key() {
        return oneOrNull("form_key");
    }

    /** The version that the form was filled in on, as {@code If-Match} has it. */
    public String ifMatch() {
        return "\"" + one("version") + "\"";
    }

    /** All values in the order of the form. */
    public List<String> all(String name) {
        return context.request().formAttributes().getAll(name).stream()
                .map(SentForm::plain)
                .toList();
    }

    /** Browsers send a line break as two characters, and count it as one. */
    private static String plain(String value) {
        return value.replace("\r\n", "\n").strip();
    }
}
