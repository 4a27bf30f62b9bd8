package org.mentoring.web.form;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import org.mentoring.web.layout.Page;
import org.mentoring.web.signin.LocalPath;

/** Responses to forms: a redirect after success, the same page again after a refusal. */
@RequestScoped
public class Forms {

    private static final int INVALID = 422;

    private final Flash flash;
    private final Page page;

    Forms(Flash flash, Page page) {
        this.flash = flash;
        this.page = page;
    }

    /** Redirects to a page, which shows what was done; see {@link org.mentoring.web.language.Texts#of}. */
    public Response done(String path, String key, Object... values) {
        return Response.seeOther(LocalPath.of(path))
                .cookie(flash.cookie("done", key, values))
                .build();
    }

    /** Redirects to a page, which shows why nothing was done, where showing the form again makes no sense. */
    public Response refused(String path, String key, Object... values) {
        return Response.seeOther(LocalPath.of(path))
                .cookie(flash.cookie("refused", key, values))
                .build();
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
