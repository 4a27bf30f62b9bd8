package org.mentoring.web.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;

import io.quarkus.runtime.BlockingOperationControl;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.Parts;
import org.mentoring.web.api.client.AccountsApi;
import org.mentoring.web.api.model.Account;
import org.mentoring.web.signin.Visitor;

/** Copies language and time zone of an account into cookies, once after its person has signed in. */
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

    /** The account of who is signed in, where the browser's cookies are another person's or nobody's; else nothing. */
    Optional<Account> unknownTo(Optional<String> personOfCookies) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            return Optional.empty();
        }
        var person = visitor.id();
        if (person.isEmpty() || person.equals(personOfCookies)) {
            return Optional.empty();
        }
        try {
            var account = Parts.orDown(accounts::accountsMe).optional();
            account.ifPresent(this::remember);
            return account;
        } catch (ApiException e) {
            LOG.debugf("The account cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /** To be called once the person has changed the account: every page follows it from now on. */
    public void remember(Account account) {
        changed.add(cookies.lasting(Reader.PERSON_COOKIE, account.userId().toString())
                .build());
        Reader.usable(account.locale())
                .ifPresent(locale -> changed.add(cookies.lasting(Reader.LANGUAGE_COOKIE, locale.toLanguageTag())
                        .build()));
        Reader.zone(account.timeZone())
                .ifPresent(zone -> changed.add(
                        cookies.lasting(Reader.ZONE_COOKIE, zone.getId().replace("/", "%2F"))
                                .httpOnly(false)
                                .build()));
    }

    /** What the answer to this request must set. */
    public List<NewCookie> changedCookies() {
        return changed;
    }
}
