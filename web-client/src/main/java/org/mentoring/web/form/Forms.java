package org.mentoring.web.form;

import java.util.Map;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.error.ProblemTexts;
import org.mentoring.web.language.Reader;
import org.mentoring.web.layout.Page;
import org.mentoring.web.signin.LocalPath;

/** Responses to forms: a redirect after success, the same page again after a refusal. */
@RequestScoped
public class Forms {

    private static final int INVALID = 422;

    private final Flash flash;
    private final Page page;
    private final Reader reader;

    Forms(Flash flash, Page page, Reader reader) {
        this.reader = reader;
        this.flash = flash;
        this.page = page;
    }

    /** Redirects to a page, which shows what was done; see {@link org.mentoring.web.language.Texts#of}. */
    public Response done(String path, String key, Object... values) {
        return redirect(path, "done", key, values);
    }

    /** Redirects to a page, which shows why nothing was done, where showing the form again makes no sense. */
    public Response refused(String path, String key, Object... values) {
        return redirect(path, "refused", key, values);
    }

    /** A response that a script follows gets no message; it would appear on an unrelated page. */
    private Response redirect(String path, String kind, String key, Object... values) {
        var answer = Response.seeOther(LocalPath.of(path));
        return (flash.seen() ? answer.cookie(flash.cookie(kind, key, values)) : answer).build();
    }

    /**
     * As {@link #refused(String, String, Object...)}, with what the API said.
     *
     * @throws ApiException the same one, where the form may succeed later as it is: it is then shown with a button to send it again
     */
    public Response refused(String path, ApiException refusal) {
        if (refusal.retryable()) {
            throw refusal;
        }
        return refused(path, ProblemTexts.key(refusal, reader.texts()));
    }

    /** To collect what is wrong with a form. */
    public FormErrors errors() {
        return new FormErrors(reader.texts());
    }

    /**
     * What the API found wrong.
     *
     * @param fields how the API's fields, such as {@code message}, are called in the form
     * @throws ApiException the same one, where the form may succeed later as it is: it is then shown with a button to send it again
     */
    public FormErrors errors(ApiException refusal, Map<String, String> fields) {
        if (refusal.retryable()) {
            throw refusal;
        }
        return errors().add(refusal, fields);
    }

    /** As {@link #errors(ApiException, Map)}, for a form whose only field is called as in the API. */
    public FormErrors errors(ApiException refusal, String field) {
        return errors(refusal, Map.of(field, field));
    }

    /** The same page with what was typed and what is wrong with it. */
    public Response again(TemplateInstance filled) {
        page.fail();
        return Response.status(INVALID)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(filled.render())
                .build();
    }
}
