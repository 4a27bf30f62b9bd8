package org.mentoring.web.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.form.SealedText;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;
import org.mentoring.web.signin.OwnPath;

/**
 * What became of each of several things that were done at once, for the page after the redirect: in an encrypted cookie, because
 * it names people.
 */
@RequestScoped
class Outcomes {

    private static final String COOKIE = "outcomes";
    private static final Duration VALID_FOR = Duration.ofMinutes(5);
    private static final String ROW = "\u001E";
    private static final String FIELD = "\u001F";
    /** So that a page of them fits into a cookie. */
    private static final int LONGEST_NAME = 24;

    private final SealedText sealed;
    private final Cookies cookies;
    private final Reader reader;

    Outcomes(SealedText sealed, Cookies cookies, Reader reader) {
        this.sealed = sealed;
        this.cookies = cookies;
        this.reader = reader;
    }

    /** @param done whether it was done; {@code text} says why not */
    record Outcome(String name, boolean done, String text) {}

    /** @param id of what something is done with */
    record Chosen(UUID id, String name) {}

    /** Does something with each, whatever becomes of the others, and leads to the page that shows what became of them. */
    Response each(List<Chosen> chosen, Consumer<UUID> act, String path) {
        var rows = new ArrayList<String>();
        for (var one : chosen) {
            rows.add(shortened(one.name()) + FIELD + problem(one.id(), act));
        }
        return Response.seeOther(OwnPath.of(path))
                .cookie(cookies.ofSession(COOKIE, sealed.seal(COOKIE, String.join(ROW, rows), VALID_FOR))
                        .build())
                .build();
    }

    List<Outcome> take() {
        return reader.cookie(COOKIE)
                .flatMap(value -> sealed.open(COOKIE, value))
                .filter(text -> !text.isEmpty())
                .map(text -> Arrays.stream(text.split(ROW)).map(this::read).toList())
                .orElse(List.of());
    }

    /** A page that has shown them; no later one does. */
    Response shownOn(TemplateInstance page) {
        var response = Response.ok(page);
        if (reader.cookie(COOKIE).isPresent()) {
            NewCookie gone = cookies.gone(COOKIE);
            response.cookie(gone);
        }
        return response.build();
    }

    private static String problem(UUID id, Consumer<UUID> act) {
        try {
            act.accept(id);
            return "";
        } catch (ApiException e) {
            return e.type();
        }
    }

    private Outcome read(String row) {
        var parts = row.split(FIELD, -1);
        return new Outcome(
                parts[0],
                parts[1].isEmpty(),
                reader.texts().of(parts[1].isEmpty() ? "admin.outcome.done" : textOf(parts[1])));
    }

    private String textOf(String problem) {
        if (problem.equals("conflict") || problem.equals("not-found")) {
            return "admin.outcome.settled";
        }
        return reader.texts().has("problem." + problem) ? "problem." + problem : "problem.other";
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
