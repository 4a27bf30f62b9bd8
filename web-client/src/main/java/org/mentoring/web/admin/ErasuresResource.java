package org.mentoring.web.admin;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.client.AccountClosuresApi;
import org.mentoring.web.api.model.Erasure;
import org.mentoring.web.layout.PageAddress;
import org.mentoring.web.layout.Paging;

/** Closed accounts, and which services have erased the person's data. */
@Path("/admin/erasures")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.TEXT_HTML)
class ErasuresResource {

    private static final int PAGE = 20;

    private final AccountClosuresApi closures;

    ErasuresResource(@RestClient AccountClosuresApi closures) {
        this.closures = closures;
    }

    @CheckedTemplate(basePath = "admin")
    static final class Templates {
        static native TemplateInstance erasures(List<Erasure> erasures, Paging paging);
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") String cursor) {
        var page = ApiCalls.page(cursor, from -> closures.accountClosuresErasures(from, PAGE));
        return Templates.erasures(
                page.items(), Paging.of(PageAddress.of("/admin/erasures"), cursor, page.nextCursor()));
    }
}
