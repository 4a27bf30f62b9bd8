package org.mentoring.web.language;

import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.NewCookie;

import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
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

    /** Ends the cookie of a person whose account has no zone yet. */
    private static final String NO_ZONE = ".no-zone";

    private final Visitor visitor;
    private final AccountsApi accounts;
    private final Cookies cookies;
    private final RoutingContext context;
    private final Map<String, NewCookie> changed = new LinkedHashMap<>();

    AccountChoices(Visitor visitor, @RestClient AccountsApi accounts, Cookies cookies, RoutingContext context) {
        this.visitor = visitor;
        this.accounts = accounts;
        this.cookies = cookies;
        this.context = context;
    }

    /** @param locale null where the browser has one already */
    record Choices(String locale, String zone) {}

    /**
     * The choices of the person who is signed in, where the browser's cookies are of another sign-in or nobody's; else nothing.
     *
     * @param cookieZone the zone to begin with, unless it is that of an account
     */
    Optional<Choices> unknownTo(Optional<String> signInOfCookies, Optional<ZoneId> cookieZone) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            return Optional.empty();
        }
        var signIn = visitor.signInId();
        if (signIn.isEmpty() || signIn.equals(signInOfCookies)) {
            return Optional.empty();
        }
        var browserZone = cookieZone.filter(zone -> !isOfAnAccount(signInOfCookies));
        var zoneAlone = signIn.map(id -> id + NO_ZONE).equals(signInOfCookies);
        if (zoneAlone && browserZone.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ApiCalls.orUnavailable(accounts::accountsMe)
                    .optional()
                    .map(own -> browserZone
                            .filter(zone -> own.timeZone() == null)
                            .map(zone -> begun(own, zone))
                            .orElse(own))
                    .map(own -> zoneAlone ? zoneOf(own) : allOf(own));
        } catch (ApiException e) {
            LOG.debugf("The account cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether the zone in the cookies is that of an account rather than the browser's. */
    private static boolean isOfAnAccount(Optional<String> signInOfCookies) {
        return signInOfCookies.filter(signIn -> !signIn.endsWith(NO_ZONE)).isPresent();
    }

    private Choices zoneOf(Account own) {
        rememberZone(own);
        return new Choices(null, own.timeZone());
    }

    private Choices allOf(Account own) {
        remember(own);
        return new Choices(own.locale(), own.timeZone());
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
        rememberZone(account);
        Reader.usable(account.locale()).ifPresent(this::rememberLanguage);
    }

    /**
     * As {@link #remember}, where the browser keeps its language. Where the account has no zone, the page's script tells that of the
     * browser again.
     */
    public void rememberZone(Account account) {
        var signIn = visitor.signInId().orElseGet(() -> account.userId().toString());
        set(cookies.lasting(Reader.PERSON_COOKIE, account.timeZone() == null ? signIn + NO_ZONE : signIn)
                .build());
        Reader.zone(account.timeZone())
                .ifPresentOrElse(zone -> set(zoneCookie(Reader.ZONE_COOKIE, zone)), this::forgetZoneOfAccount);
    }

    private void forgetZoneOfAccount() {
        if (isOfAnAccount(Optional.ofNullable(context.request().getCookie(Reader.PERSON_COOKIE))
                .map(Cookie::getValue))) {
            set(cookies.gone(Reader.ZONE_COOKIE));
        }
    }

    /** Every page of this browser has that language, region and {@link TimePreferences} from now on. */
    public void rememberLanguage(Locale locale) {
        set(cookies.lasting(Reader.LANGUAGE_COOKIE, locale.toLanguageTag()).build());
    }

    /**
     * Changes the language of every page, and of the account where somebody is signed in. Pages follow it also where it cannot be
     * stored at present.
     */
    void switchLanguage(Locale locale) {
        rememberLanguage(locale);
        if (visitor.signedIn()) {
            try {
                store(locale.getLanguage());
            } catch (ApiException | ProcessingException e) {
                LOG.warnf("The language cannot be stored in the account: %s", e.getMessage());
            }
        }
    }

    private void store(String language) {
        try {
            storeOnce(language);
        } catch (ApiException e) {
            if (!e.stale()) {
                throw e;
            }
            storeOnce(language);
        }
    }

    private void storeOnce(String language) {
        var own = accounts.accountsMe();
        var locale = Locale.forLanguageTag(own.locale());
        if (!locale.getLanguage().equals(language)) {
            withLocale(own, TimePreferences.in(locale, language));
        }
    }

    /** A cookie that names a zone, which the page's script reads too. */
    public NewCookie zoneCookie(String name, ZoneId zone) {
        return cookies.lasting(name, zone.getId().replace("/", "%2F"))
                .httpOnly(false)
                .build();
    }

    /** What the answer to this request must set. */
    public Collection<NewCookie> changedCookies() {
        return changed.values();
    }

    /** The last one of a name counts. */
    private void set(NewCookie cookie) {
        changed.put(cookie.getName(), cookie);
    }
}
