package org.mentoring.web.layout;

import java.util.ArrayList;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.ext.Provider;

import org.mentoring.web.form.Flash;
import org.mentoring.web.form.FormTokens;
import org.mentoring.web.language.AccountChoices;

/** Keeps pages of people who are signed in out of every cache, and sets the cookies that a page needs. */
@Provider
class PageHeaders implements ContainerResponseFilter {

    private static final String SESSION_COOKIE = "q_session";

    private final Flash flash;
    private final FormTokens tokens;
    private final AccountChoices choices;

    PageHeaders(Flash flash, FormTokens tokens, AccountChoices choices) {
        this.flash = flash;
        this.tokens = tokens;
        this.choices = choices;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        var signedIn = request.getCookies().keySet().stream().anyMatch(name -> name.startsWith(SESSION_COOKIE));
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, signedIn ? "no-store" : "private, no-cache");
        }
        var cookies = new ArrayList<NewCookie>(choices.changedCookies());
        tokens.newCookie().ifPresent(cookies::add);
        flash.goneCookie().ifPresent(cookies::add);
        cookies.forEach(cookie -> headers.add(HttpHeaders.SET_COOKIE, cookie));
    }
}
