package org.mentoring.acceptance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.kit.browser.Chromium;
import org.mentoring.local.client.Answer;
import org.mentoring.local.client.MailPageClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

/** People book by the pages, in a browser, with everything behind them real: Keycloak, the services, the gateway, mails. */
@ExtendWith(RunningPlatform.class)
@EnabledIf(value = "org.mentoring.kit.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class WebJourneyTest {

    private static final double LONGEST_STEP_MILLIS = 60_000;
    private static final String PASSWORD = "a-long-password-1";
    private static final Pattern VERIFY = Pattern.compile("https?://\\S+/login-actions/action-token\\S+");
    private static final String NOTE = "How do I begin?";
    private static final Pattern BOOKING = Pattern.compile(".*/bookings/[0-9a-f-]{36}$");
    private static final Pattern KEYCLOAK = Pattern.compile(".*/realms/mentoring/.*");

    private static Chromium chromium;

    private final String home;
    private final String issuer;
    private final MailPageClient mail;
    private final RealmUsers users;
    private final List<BrowserContext> people = new ArrayList<>();

    WebJourneyTest(Platform platform) {
        home = platform.addresses().api().toString();
        issuer = platform.addresses().issuer().toString();
        mail = new MailPageClient(platform.addresses());
        users = new RealmUsers(platform.addresses());
    }

    /** Says what the pages show when a test fails: what is refused is said there. */
    @RegisterExtension
    final AfterTestExecutionCallback pages = context -> context.getExecutionException()
            .ifPresent(failure -> people.stream()
                    .flatMap(person -> person.pages().stream())
                    .forEach(page -> System.out.println(
                            page.url() + "\n" + page.locator("body").innerText())));

    @BeforeAll
    static void start() {
        chromium = new Chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_STEP_MILLIS);
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @AfterEach
    void close() {
        people.forEach(BrowserContext::close);
        mail.close();
        users.close();
    }

    @Test
    void somebodySignsUpForATimeBooksItAndCancelsItByTheMail() {
        var login = "visitor" + UUID.randomUUID().toString().substring(0, 8);
        var page = visitor();
        chooseATime(page);
        var time = page.url();

        page.locator("main a[href^='/sign-in']").click();
        signUp(page, login);

        assertThat(page).hasURL(time);
        var booking = book(page, NOTE);

        var invitation = Awaitility.await()
                .atMost(ofSeconds(120))
                .until(() -> mail.invitations(login + "@example.org", booking), found -> !found.isEmpty())
                .getFirst();
        assertThat(invitation.text()).contains(home + "/bookings/" + booking);
        var later = visitor();
        later.navigate("/bookings/" + booking);
        signIn(later, login, PASSWORD);
        assertThat(later).hasURL(home + "/bookings/" + booking);
        assertThat(later.locator("main")).containsText(NOTE);
        later.locator("main a[href$='/cancel']").click();
        later.locator("main form button.button-danger").click();
        assertThat(later).hasURL(BOOKING);
        assertThat(later.locator(".booking-state-cancelled")).isVisible();
    }

    @Test
    void aTakenTimeKeepsTheNoteAndOffersOtherTimes() throws IOException, InterruptedException {
        var slow = visitor();
        openATime(slow, newPerson());
        var time = slow.url();
        slow.locator("#note").fill(NOTE);
        // The time is kept for the person who writes, so it is given back first.
        assertThat(slow.locator(".hold[data-countdown]")).isVisible();
        slow.locator("main form .button-quiet").click();
        assertThat(slow.locator("#picker")).isVisible();
        slow.navigate(time);
        assertThat(slow.locator("#note")).hasValue(NOTE);

        var fast = visitor();
        fast.navigate(time);
        fast.locator("main a[href^='/sign-in']").click();
        var rival = newPerson();
        signIn(fast, rival, rival);
        book(fast, "");

        send(slow);

        assertThat(slow.locator("#note")).hasValue(NOTE);
        assertThat(slow.locator("[data-error-summary]")).isVisible();
        slow.locator(".nearest label").first().click();
        send(slow);
        assertThat(slow).hasURL(BOOKING);
        assertThat(slow.locator("main")).containsText(NOTE);
    }

    @Test
    void theLinkOfAMailMovesAndCancelsThatSessionWithoutSigningIn() throws IOException, InterruptedException {
        var page = visitor();
        var login = newPerson();
        openATime(page, login);
        var booking = book(page, NOTE);
        var address = Awaitility.await()
                .atMost(ofSeconds(120))
                .until(() -> linkOf(login + "@example.org", booking), Optional::isPresent)
                .orElseThrow();

        var signedOut = visitor();
        var session = home + "/bookings/" + booking + "/link";
        for (var time = 0; time < 2; time++) {
            signedOut.navigate(address);
            assertThat(signedOut).hasURL(session);
            assertThat(signedOut.locator(".booking-state-booked")).isVisible();
        }
        assertThat(signedOut.locator(".top-end a[href^='/sign-in']")).isVisible();
        assertThat(signedOut.locator("main")).not().containsText(NOTE);

        signedOut.locator("main a[href$='/link/move']").click();
        pressTheFirstTime(signedOut);
        signedOut.locator("main button[data-delayed]").click();
        assertThat(signedOut).hasURL(session);
        assertThat(signedOut.locator("[data-flash]")).isVisible();

        signedOut.locator("main button[data-delayed]").click();
        assertThat(signedOut.locator(".booking-state-cancelled")).isVisible();
        var later = visitor();
        later.navigate(address);
        assertThat(later.locator(".booking-state-cancelled")).isVisible();
        page.reload();
        assertThat(page.locator(".booking-state-cancelled")).isVisible();
    }

    /** Of the newest mail about the booking that has one. */
    private Optional<String> linkOf(String email, String booking) {
        var link = Pattern.compile(home + "/bookings/" + booking + "/link\\?token=\\S+");
        return mail.texts(email).stream()
                .flatMap(text -> link.matcher(text).results())
                .map(MatchResult::group)
                .findFirst();
    }

    @Test
    void nothingPrivateIsLeftAfterTheSignOut() {
        var page = visitor();
        page.navigate("/account");
        signIn(page, "linus", "linus");
        assertThat(page).hasURL(home + "/account");
        assertThat(page.locator("main")).containsText("linus@example.org");

        page.locator("summary.menu-button").click();
        page.locator("form[action='/sign-out'] button").click();

        assertThat(page.locator(".top-end a[href^='/sign-in']")).isVisible();
        page.goBack();
        assertThat(page).hasURL(KEYCLOAK);
        assertThat(page.locator("body")).not().containsText("linus@example.org");
    }

    @Test
    void aSessionEndedInKeycloakEndsHere() {
        var page = visitor();
        page.navigate("/account");
        signIn(page, "alan", "alan");
        assertThat(page).hasURL(home + "/account");

        endSignInsAtKeycloak("alan");

        Awaitility.await().atMost(ofMinutes(2)).untilAsserted(() -> {
            page.navigate("/");
            assertThat(page.locator(".top-end a[href^='/sign-in']").count()).isOne();
        });
        page.navigate("/account");
        assertThat(page).hasURL(KEYCLOAK);
    }

    private void endSignInsAtKeycloak(String login) {
        var keycloak = issuer.replace("/realms/mentoring", "");
        var http = visitor().request();
        var token = Answer.parse(http.post(
                                keycloak + "/realms/master/protocol/openid-connect/token",
                                RequestOptions.create()
                                        .setForm(FormData.create()
                                                .set("grant_type", "password")
                                                .set("client_id", "admin-cli")
                                                .set("username", "admin")
                                                .set("password", "admin")))
                        .text())
                .path("access_token")
                .asText();
        var asAdmin = RequestOptions.create().setHeader("Authorization", "Bearer " + token);
        var users = keycloak + "/admin/realms/mentoring/users";
        var id = Answer.parse(http.get(users + "?exact=true&username=" + login, asAdmin)
                        .text())
                .path(0)
                .path("id")
                .asText();
        assertThat(http.post(users + "/" + id + "/logout", asAdmin).status()).isEqualTo(204);
    }

    private Page visitor() {
        var context = chromium.context(home);
        people.add(context);
        return context.newPage();
    }

    /** Whose password is the login; nobody who has sessions of other tests at a time that everyone may take. */
    private String newPerson() throws IOException, InterruptedException {
        var login = "person" + UUID.randomUUID().toString().substring(0, 8);
        users.add(login);
        return login;
    }

    /** Of the next day that has one, where all of this day are taken. */
    private static void pressTheFirstTime(Page page) {
        var time = page.locator(".slots a.time").first();
        var nextDay = page.locator("#next-free");
        assertThat(time.or(nextDay).first()).isVisible();
        if (nextDay.isVisible()) {
            nextDay.click();
        }
        time.click();
    }

    /** Among all times: those on the mentor's page may be half a minute old, and another test may have taken them. */
    private static void chooseATime(Page page) {
        page.navigate("/?q=Turing");
        page.locator("main h2 a[href^='/mentors/']").first().click();
        page.locator("main a[href$='/book']").first().click();
        pressTheFirstTime(page);
        page.waitForURL(Pattern.compile(".*[?&]start=.*"));
    }

    private void openATime(Page page, String login) {
        chooseATime(page);
        page.locator("main a[href^='/sign-in']").click();
        signIn(page, login, login);
        assertThat(page.locator("#note")).isVisible();
    }

    /** @return the booking's id */
    private static String book(Page page, String note) {
        page.locator("#note").fill(note);
        send(page);
        assertThat(page).hasURL(BOOKING);
        return page.url().replaceAll(".*/", "");
    }

    private static void send(Page page) {
        page.locator("main form .actions button.button:not(.button-quiet)").click();
    }

    /** By the form, the link of a mail, and a password. */
    private void signUp(Page page, String login) {
        page.locator("a[href*='registration']").click();
        page.locator("#username").fill(login);
        page.locator("#email").fill(login + "@example.org");
        page.locator("#firstName").fill("Vera");
        page.locator("#lastName").fill("Visitor");
        page.locator("#kc-register-form [type='submit']").click();
        page.waitForURL(Pattern.compile(".*VERIFY_EMAIL.*"));
        var link = Awaitility.await()
                .atMost(ofMinutes(2))
                .until(
                        () -> mail.texts(login + "@example.org").stream()
                                .flatMap(text -> VERIFY.matcher(text).results())
                                .map(MatchResult::group)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        page.navigate(link);
        page.locator("#password-new").fill(PASSWORD);
        page.locator("#password-confirm").fill(PASSWORD);
        page.locator("#kc-passwd-update-form [type='submit']").click();
    }

    private static void signIn(Page page, String login, String password) {
        page.locator("#username").fill(login);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
    }
}
