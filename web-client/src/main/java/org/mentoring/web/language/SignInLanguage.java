package org.mentoring.web.language;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.quarkus.oidc.Redirect.Location;

/** Shows the identity provider's pages in the language that was chosen here; otherwise they follow the browser. */
@ApplicationScoped
@Unremovable
@Redirect(Location.OIDC_AUTHORIZATION)
class SignInLanguage implements OidcRedirectFilter {

    @Override
    public void filter(OidcRedirectContext redirect) {
        var chosen = redirect.routingContext().request().getCookie(Reader.LANGUAGE_COOKIE);
        if (chosen != null) {
            Reader.usable(chosen.getValue())
                    .ifPresent(locale -> redirect.additionalQueryParams().set("ui_locales", locale.getLanguage()));
        }
    }
}
