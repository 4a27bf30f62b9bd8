package org.mentoring.web.browser;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mentoring.web.MentorSamples;
import org.mentoring.web.StubApi;
import org.mentoring.web.account.AccountSamples;
import org.mentoring.web.book.BookSamples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edges of controls, marks of their states and rings of the focus differ by 3:1 from what is around them, in light and in dark, and
 * no state is told by its colour alone. What axe checks of text is checked with each page.
 */
@QuarkusTest
@QuarkusTestResource(StubApi.class)
class ContrastTest extends BrowserTest {

    private static final Setup WIDE = Setup.of(1440, false).in("en-GB", "UTC");

    /** Colours as they are painted: what is transparent lets through what is behind it. */
    private static final String COLOURS = """
            const LEAST = 3;
            const parts = text => text.match(/[\\d.]+/g).map(Number);
            const over = (text, under) => {
              const [r, g, b, a = 1] = parts(text);
              return [r, g, b].map((value, i) => value * a + under[i] * (1 - a));
            };
            const ground = element => {
              const under = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
              return over(getComputedStyle(element).backgroundColor, under);
            };
            const light = colour => {
              const [r, g, b] = colour.map(value => value / 255)
                  .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const ratio = (one, other) => {
              const [more, less] = [light(one), light(other)].sort((a, b) => b - a);
              return (more + 0.05) / (less + 0.05);
            };
            const seen = element => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true })
                && element.getBoundingClientRect().width > 1;
            const named = element => element.outerHTML.substring(0, 120);
            """;

    private static final String EDGES = "() => {" + COLOURS + """
            const wrong = [];
            const check = (element, what, value) => value >= LEAST || wrong.push(`${what} ${value.toFixed(2)}: ${named(element)}`);
            const edge = element => {
              const style = getComputedStyle(element);
              const outside = ground(element.parentElement);
              const bordered = parseFloat(style.borderBlockStartWidth) > 0;
              return Math.max(bordered ? ratio(over(style.borderBlockStartColor, outside), outside) : 1, ratio(ground(element), outside));
            };
            const all = selector => [...document.querySelectorAll(selector)].filter(seen);
            all('input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea, .button, .time, .segments, .chip:not(.chip-dead) > span')
                .forEach(element => check(element, 'edge', edge(element)));
            all('[aria-selected=true] > .day').forEach(element => check(element, 'chosen day', edge(element)));
            all('.day-free').forEach(element =>
                check(element, 'mark of a free day', ratio(over(getComputedStyle(element, '::after').backgroundColor, ground(element)), ground(element))));
            all('.icon-button, .month-step:is(a)').forEach(element =>
                check(element, 'sign', ratio(over(getComputedStyle(element).color, ground(element)), ground(element))));
            all('.segments [aria-pressed=true]').forEach(element =>
                check(element, 'pressed', ratio(ground(element), ground(element.parentElement.querySelector('[aria-pressed=false]')))));
            all('.chip :checked + span, .types [aria-current]').forEach(element =>
                getComputedStyle(element, '::before').content.includes('✓') || wrong.push(`chosen by its colour alone: ${named(element)}`));
            all('.field-wrong').forEach(element => {
              check(element, 'mark of what is wrong', ratio(over(getComputedStyle(element).borderInlineStartColor, ground(element.parentElement)), ground(element.parentElement)));
              element.querySelector('.wrong') || wrong.push(`wrong by its colour alone: ${named(element)}`);
            });
            return wrong;
            }""";

    /** The ring may be around what stands for the control, such as the label of a box, or the card that a link opens. */
    private static final String RINGS = "() => {" + COLOURS + """
            const ring = (element, pseudo) => {
              const style = getComputedStyle(element, pseudo);
              const outside = parseFloat(style.outlineOffset) < 0 ? ground(element) : ground(element.parentElement);
              return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                  ? ratio(over(style.outlineColor, outside), outside)
                  : 0;
            };
            return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
                .filter(seen)
                .filter(element => !element.disabled)
                .map(element => {
                  element.focus({ preventScroll: true });
                  const next = element.nextElementSibling;
                  const best = Math.max(ring(element), ring(element, '::after'), next ? ring(next) : 0);
                  return best >= LEAST ? '' : `ring ${best.toFixed(2)}: ${named(element)}`;
                })
                .filter(text => text);
            }""";

    @BeforeEach
    void stubPages() {
        MentorSamples.stub();
        BookSamples.offer(BookSamples.usual(), false);
        BookSamples.holds();
        AccountSamples.stub();
        StubApi.on("GET", "/bookings", BookSamples.page());
    }

    private static void assertContrast(Page page) {
        // As for somebody who uses the keyboard: only then are there rings.
        page.keyboard().press("Tab");
        for (var scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat((List<?>) page.evaluate(EDGES))
                    .as("%s, %s", page.url(), scheme)
                    .isEmpty();
            assertThat((List<?>) page.evaluate(RINGS))
                    .as("%s, %s", page.url(), scheme)
                    .isEmpty();
        }
    }

    @Test
    void isEnoughWhereOneLooksForAMentor() {
        assertContrast(open("/?tag=compilers", WIDE));
    }

    @Test
    void isEnoughAmongDaysAndTimes() {
        var page = open(BookSamples.BOOK + "?day=" + BookSamples.day(), WIDE);
        page.locator(".zone-choice summary").click();
        assertThat(page.locator("[aria-selected=true] > .day-free")).hasCount(1);
        assertContrast(page);
        page.locator("#picker a.day[data-pick]:not(.day-free)").first().click();
        assertThat(page.locator("[aria-selected=true] > .day:not(.day-free)")).hasCount(1);
        assertContrast(page);
    }

    @Test
    @TestSecurity(user = "linus", roles = "mentee")
    @OidcSecurity(claims = @Claim(key = "sub", value = BookSamples.LINUS))
    void isEnoughInTheFormAndAmongTheTimesInstead() {
        StubApi.refuse("POST", "/bookings", 409, "slot-taken");
        var page = open(BookSamples.BOOK + "?start=" + BookSamples.at(9), WIDE);
        assertContrast(page);
        page.locator("main form .actions .button:not(.button-quiet)").click();
        page.locator(".nearest .chip").first().click();
        assertThat(page.locator(".nearest :checked")).hasCount(1);
        assertContrast(page);
    }

    @Test
    @TestSecurity(user = "Ada Lovelace", roles = "mentor")
    @OidcSecurity(claims = @Claim(key = "sub", value = AccountSamples.PERSON))
    void isEnoughInTheHoursAndTheAccountAlsoWhereSomethingIsWrong() {
        assertContrast(open("/availability", WIDE));
        var page = open("/account", WIDE);
        page.locator("#zone").fill("Nowhere at all");
        page.locator("main form[action='/account'] .actions .button").click();
        assertThat(page.locator(".field-wrong")).not().hasCount(0);
        assertContrast(page);
    }
}
