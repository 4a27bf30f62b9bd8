package org.mentoring.web.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;

/** Requests of a page's script, which a test lets through or fails when it likes. What the page navigates to is not held. */
final class HeldRequests {

    private static final Set<String> OF_SCRIPTS = Set.of("fetch", "xhr");

    private final Page page;
    private final Predicate<String> addresses = address -> true;
    private final List<Route> held = new ArrayList<>();
    private final List<Request> asked = new ArrayList<>();

    HeldRequests(Page page) {
        this.page = page;
        page.route(addresses, route -> {
            if (OF_SCRIPTS.contains(route.request().resourceType())) {
                asked.add(route.request());
                held.add(route);
            } else {
                route.resume();
            }
        });
    }

    HeldRequests await(int count) {
        page.waitForCondition(() -> asked.size() >= count);
        return this;
    }

    List<Request> asked() {
        return asked;
    }

    void fail() {
        held.forEach(Route::abort);
        held.clear();
    }

    /** From now on nothing is held. */
    void letThrough() {
        held.forEach(Route::resume);
        held.clear();
        page.unroute(addresses);
        page.onRequest(request -> {
            if (OF_SCRIPTS.contains(request.resourceType())) {
                asked.add(request);
            }
        });
    }
}
