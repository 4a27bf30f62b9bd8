package org.mentoring.web.language;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.NewCookie;

import io.quarkus.runtime.BlockingOperationControl;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.AccountsApi;
import org.mentoring.web.api.model.Account;
import org.mentoring.web.api.model.AccountChange;
import org.mentoring.web.signin.Visitor;

/**
 * Copies language and time zone of an account into cookies, once after its person has signed in. An account that has no zone
 * yet gets that of the browser.
 */
@RequestScoped
public class AccountChoices {

    private static final Logger LOG = Logger.getLogger(AccountChoices.class);

    private final Visitor visitor;
    private final AccountsApi accounts;
    private final Cookies cookies;
    private final List<NewCookie> changed = new ArrayList<>();

    AccountChoices(Visitor visitor, @RestClient AccountsApi accounts, Cookies cookies) {
        this.visitor = visitor;
        this.accounts = accounts;
        this.cookies = cookies;
    }

    /**
     * The account of the person who is signed in, where the browser's cookies are of another sign-in or nobody's; else nothing.
     *
     * @param browserZone the zone to begin with, where it is known
     */
    Optional<Account> unknownTo(Optional<String> signInOfCookies, Optional<ZoneId> browserZone) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            return Optional.empty();
        }
        var signIn = visitor.signInId();
        if (signIn.isEmpty() || signIn.equals(signInOfCookies)) {
            return Optional.empty();
        }
        try {
            var account = ApiCalls.orUnavailable(accounts::accountsMe)
                    .optional()
                    .map(own -> browserZone
                            .filter(zone -> own.timeZone() == null)
                            .map(zone -> begun(own, zone))
                            .orElse(own));
            account.ifPresent(this::remember);
            return account;
        } catch (ApiException e) {
            LOG.debugf("The account cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Account begun(Account own, ZoneId zone) {
        try {
            return withZone(own, zone);
        } catch (ApiException | ProcessingException e) {
            LOG.debugf("The zone cannot be stored in the account: %s", e.getMessage());
            return own;
        }
    }

    /** Changes the zone alone. */
    public Account withZone(Account own, ZoneId zone) {
        return with(own, zone.getId(), own.locale());
    }

    /** Changes the locale alone. */
    public Account withLocale(Account own, Locale locale) {
        return with(own, own.timeZone(), locale.toLanguageTag());
    }

    private Account with(Account own, String zone, String locale) {
        return accounts.accountsChange(
                new AccountChange(own.name(), own.linkedin(), own.dob(), zone, locale, own.shareEmail()),
                "\"" + own.version() + "\"");
    }

    /** To be called once the person has changed the account: every page follows it from now on. */
    public void remember(Account account) {
        if (account.timeZone() != null) {
            // Without a zone the account is read again, until a page's script has sent that of the browser.
            changed.add(cookies.lasting(
                            Reader.PERSON_COOKIE,
                            visitor.signInId().orElseGet(() -> account.userId().toString()))
                    .build());
        }
        Reader.usable(account.locale()).ifPresent(locale -> changed.add(languageCookie(locale)));
        Reader.zone(account.timeZone()).ifPresent(zone -> changed.add(zoneCookie(Reader.ZONE_COOKIE, zone)));
    }

    /** A cookie with language, region and {@link TimePreferences}. */
    public NewCookie languageCookie(Locale locale) {
        return cookies.lasting(Reader.LANGUAGE_COOKIE, locale.toLanguageTag()).build();
    }

    /** A cookie that names a zone, which the page's script reads too. */
    public NewCookie zoneCookie(String name, ZoneId zone) {
        return cookies.lasting(name, zone.getId().replace("/", "%2F"))
                .httpOnly(false)
                .build();
    }

    /** What the answer to this request must set. */
    public List<NewCookie> changedCookies() {
        return changed;
    }
}
