package org.mentoring.web.form;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.TemplateInstance;
import org.mentoring.web.layout.Page;
import org.mentoring.web.signin.OwnPath;

/** How forms are answered: a redirect after what was done, the same page again after what was refused. */
@RequestScoped
public class Forms {

    private static final int INVALID = 422;

    private final Flash flash;
    private final Page page;

    Forms(Flash flash, Page page) {
        this.flash = flash;
        this.page = page;
    }

    /** Leads on to a page, which says what was done; see {@link org.mentoring.web.language.Texts#of}. */
    public Response done(String path, String key, Object... values) {
        return Response.seeOther(OwnPath.of(path))
                .cookie(flash.cookie("done", key, values))
                .build();
    }

    /** Leads on to a page, which says why nothing was done, where the form itself makes no sense any more. */
    public Response refused(String path, String key, Object... values) {
        return Response.seeOther(OwnPath.of(path))
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
