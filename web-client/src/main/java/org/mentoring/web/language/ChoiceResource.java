package org.mentoring.web.language;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.mentoring.web.signin.OwnPath;

/** The switches of language and theme that every page has. */
@Path("/")
@RunOnVirtualThread
@PermitAll
class ChoiceResource {

    private final Cookies cookies;

    ChoiceResource(Cookies cookies) {
        this.cookies = cookies;
    }

    @POST
    @Path("language")
    public Response language(@FormParam("language") String language, @FormParam("to") String to) {
        var back = Response.seeOther(OwnPath.of(to));
        Reader.usable(language)
                .ifPresent(locale -> back.cookie(cookies.lasting(Reader.LANGUAGE_COOKIE, locale.toLanguageTag())
                        .build()));
        return back.build();
    }

    @POST
    @Path("theme")
    public Response theme(@FormParam("theme") String theme, @FormParam("to") String to) {
        var back = Response.seeOther(OwnPath.of(to));
        return back.cookie(
                        theme != null && Reader.THEMES.contains(theme)
                                ? cookies.lasting(Reader.THEME_COOKIE, theme).build()
                                : cookies.gone(Reader.THEME_COOKIE))
                .build();
    }
}
