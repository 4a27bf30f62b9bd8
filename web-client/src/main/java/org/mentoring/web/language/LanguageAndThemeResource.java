package org.mentoring.web.language;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.mentoring.web.signin.LocalPath;

/** The switches of language and theme that every page has. */
@Path("/")
@RunOnVirtualThread
@PermitAll
class LanguageAndThemeResource {

    private final Reader reader;
    private final AccountChoices choices;
    private final Cookies cookies;

    LanguageAndThemeResource(Reader reader, AccountChoices choices, Cookies cookies) {
        this.reader = reader;
        this.choices = choices;
        this.cookies = cookies;
    }

    /**
     * Changes only the language: dates, clock and week stay those of the reader's region. The account of the person who is signed in
     * follows, so that mails are in that language, too, and other devices from their next sign-in on.
     */
    @POST
    @Path("language")
    public Response language(@FormParam("language") String language, @FormParam("to") String to) {
        Reader.usable(language)
                .ifPresent(chosen -> choices.switchLanguage(TimePreferences.in(reader.locale(), chosen.getLanguage())));
        return Response.seeOther(LocalPath.of(to)).build();
    }

    @POST
    @Path("theme")
    public Response theme(@FormParam("theme") String theme, @FormParam("to") String to) {
        var back = Response.seeOther(LocalPath.of(to));
        return back.cookie(
                        theme != null && Reader.THEMES.contains(theme)
                                ? cookies.lasting(Reader.THEME_COOKIE, theme).build()
                                : cookies.gone(Reader.THEME_COOKIE))
                .build();
    }
}
