package org.mentoring.web.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import org.jboss.logging.Logger;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.form.EncryptedText;
import org.mentoring.web.language.Cookies;
import org.mentoring.web.language.Reader;
import org.mentoring.web.layout.Page;
import org.mentoring.web.signin.LocalPath;

/**
 * Applies an operation to several items and shows the results on the page after the redirect. They are kept in an encrypted cookie,
 * because they contain names.
 */
@RequestScoped
class BulkResults {

    private static final Logger LOG = Logger.getLogger(BulkResults.class);
    private static final String COOKIE = Cookies.RESULTS;
    private static final String UNAVAILABLE = "unavailable";
    private static final Duration VALID_FOR = Duration.ofMinutes(5);
    private static final String ROW = "\u001E";
    private static final String FIELD = "\u001F";
    /** So that the results of one page of items fit into a cookie. */
    private static final int LONGEST_NAME = 24;

    private final EncryptedText encryptedText;
    private final Cookies cookies;
    private final Reader reader;
    private final Page shownPage;

    BulkResults(EncryptedText encryptedText, Cookies cookies, Reader reader, Page shownPage) {
        this.shownPage = shownPage;
        this.encryptedText = encryptedText;
        this.cookies = cookies;
        this.reader = reader;
    }

    /** @param done whether it was done; {@code text} says why not */
    record Outcome(String name, boolean done, String text) {}

    /** @param name shown beside the result */
    record Item(UUID id, String name) {
        /** @param names of the items that the page has; others are shown by their ids */
        static List<Item> of(List<UUID> ids, Map<UUID, String> names) {
            return ids.stream()
                    .map(id -> new Item(id, names.getOrDefault(id, id.toString())))
                    .toList();
        }
    }

    /** Applies the operation to each item, whether or not it fails for others, and redirects to the page that shows the results. */
    Response each(List<Item> chosen, Consumer<UUID> act, String path) {
        var rows = new ArrayList<String>();
        for (var one : chosen) {
            rows.add(shortened(one.name()) + FIELD + problem(one.id(), act));
        }
        return Response.seeOther(LocalPath.of(path))
                .cookie(cookies.ofSession(COOKIE, encryptedText.encrypt(COOKIE, String.join(ROW, rows), VALID_FOR))
                        .build())
                .build();
    }

    List<Outcome> take() {
        var outcomes = reader.cookie(COOKIE)
                .flatMap(value -> encryptedText.decrypt(COOKIE, value))
                .filter(text -> !text.isEmpty())
                .map(text -> Arrays.stream(text.split(ROW)).map(this::read).toList())
                .orElse(List.of());
        if (!outcomes.stream().allMatch(Outcome::done)) {
            shownPage.fail();
        }
        return outcomes;
    }

    /** The response of a page that shows the results; it deletes the cookie, so that no later page shows them again. */
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
            return e.serviceUnavailable() ? UNAVAILABLE : e.type();
        } catch (ProcessingException e) {
            LOG.warnf("The API cannot be reached: %s", e.getMessage());
            return UNAVAILABLE;
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
