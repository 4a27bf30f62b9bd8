package org.mentoring.web.browser;

import java.util.Map;

import com.microsoft.playwright.Browser;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.mentoring.kit.browser.Chromium;

/** One Chromium for all test classes, since a start takes as long as several tests. */
public final class SharedChromium implements QuarkusTestResourceLifecycleManager {

    private static Chromium chromium;

    /** Started by the first test that asks for it: most tests look at no page. */
    static Browser browser() {
        if (chromium == null) {
            chromium = new Chromium();
        }
        return chromium.browser();
    }

    @Override
    public Map<String, String> start() {
        return Map.of();
    }

    @Override
    public void stop() {
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
    }
}
