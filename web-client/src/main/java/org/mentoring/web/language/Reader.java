package org.mentoring.web.language;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import org.mentoring.kit.text.TextFiles;
import org.mentoring.web.time.Times;
import org.mentoring.web.time.Zones;

/**
 * Language, region, time zone and theme of the reader. The account's choices are copied into cookies at sign-in and when they
 * change, so that pages need no request for them; without them the browser's are used.
 */
@RequestScoped
public class Reader {

    public static final String LANGUAGE_COOKIE = "language";
    /** Written by the page's script, or from the account. */
    public static final String ZONE_COOKIE = "zone";

    /** The person, and the sign-in, from whose account the cookies were filled. */
    public static final String PERSON_COOKIE = "person";

    /** The zone of the browser that its person does not want to follow. */
    public static final String ZONE_KEPT_COOKIE = "zone_kept";

    public static final String THEME_COOKIE = "theme";
    static final List<String> THEMES = List.of("light", "dark");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int LONGEST_TAG = 40;

    private final HttpServerRequest request;
    private final RoutingContext context;
    private final AccountChoices account;
    private boolean accountAsked;
    private Locale locale;
    private Optional<ZoneId> zone;
    private Times times;

    Reader(RoutingContext context, AccountChoices account) {
        this.context = context;
        this.account = account;
        this.request = context.request();
    }

    /** With the language of the texts, and the reader's region, clock and first day of the week where known. */
    public Locale locale() {
        followAccountOnce();
        if (locale == null) {
            locale = cookie(LANGUAGE_COOKIE)
                    .flatMap(Reader::usable)
                    .or(this::accepted)
                    .orElse(Locale.ENGLISH);
        }
        return locale;
    }

    public Texts texts() {
        return Texts.in(locale());
    }

    /** As {@code de}; one of {@link TextFiles#LANGUAGES}. */
    public String language() {
        return texts().locale().getLanguage();
    }

    public boolean zoneKnown() {
        return knownZone().isPresent();
    }

    /** UTC where nothing is known, which pages then show. */
    public ZoneId zone() {
        return knownZone().orElse(UTC);
    }

    public Times times() {
        if (times == null) {
            times = new Times(texts(), zone());
        }
        return times;
    }

    /** {@code light} or {@code dark} where it was chosen; empty to follow the system. */
    public String theme() {
        return cookie(THEME_COOKIE).filter(THEMES::contains).orElse("");
    }

    /** Uses the account's choices from now on, also in the rest of this request. */
    public void follow(String accountLocale, String accountZone) {
        usable(accountLocale).ifPresent(own -> locale = own);
        zone(accountZone).ifPresent(own -> zone = Optional.of(own));
        times = null;
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
    }

    /** The names of the cookies that were sent and whose names begin so. */
    public List<String> cookiesNamed(String beginning) {
        return request.cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(beginning))
                .distinct()
                .toList();
    }

    /** The zone of that id, under any of its names; empty where there is none. A distance from UTC is no zone. */
    public static Optional<ZoneId> zone(String id) {
        return Optional.ofNullable(id)
                .filter(name -> name.length() <= LONGEST_TAG)
                .flatMap(Zones::ofId);
    }

    private void followAccountOnce() {
        if (!accountAsked) {
            accountAsked = true;
            account.unknownTo(cookie(PERSON_COOKIE), cookieZone()).ifPresent(own -> follow(own.locale(), own.zone()));
        }
    }

    private Optional<ZoneId> knownZone() {
        followAccountOnce();
        if (zone == null) {
            zone = cookieZone();
        }
        return zone;
    }

    private Optional<ZoneId> cookieZone() {
        return cookie(ZONE_COOKIE).map(name -> name.replace("%2F", "/")).flatMap(Reader::zone);
    }

    private Optional<Locale> accepted() {
        return context.acceptableLanguages().stream()
                .map(LanguageHeader::value)
                .map(Reader::usable)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A locale in one of our languages, with what {@link TimePreferences} knows of its extensions. */
    static Optional<Locale> usable(String tag) {
        if (tag == null || tag.isEmpty() || tag.length() > LONGEST_TAG) {
            return Optional.empty();
        }
        try {
            var sent = new Locale.Builder().setLanguageTag(tag).build();
            return Optional.of(TimePreferences.of(sent).in(sent))
                    .filter(one -> TextFiles.LANGUAGES.contains(one.getLanguage()));
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
