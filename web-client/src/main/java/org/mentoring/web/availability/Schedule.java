package org.mentoring.web.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.mentoring.web.api.ApiCalls;
import org.mentoring.web.api.ApiException;
import org.mentoring.web.api.client.AvailabilityOverridesApi;
import org.mentoring.web.api.client.AvailabilityRulesApi;
import org.mentoring.web.api.client.AvailabilityWindowsApi;
import org.mentoring.web.api.client.BookingsApi;
import org.mentoring.web.api.model.AvailabilityOverride;
import org.mentoring.web.api.model.AvailabilityOverridePage;
import org.mentoring.web.api.model.AvailabilityRule;
import org.mentoring.web.api.model.AvailabilityRulePage;
import org.mentoring.web.api.model.Booking;
import org.mentoring.web.api.model.BookingPage;
import org.mentoring.web.api.model.OutsideBooking;
import org.mentoring.web.api.model.OverrideChange;
import org.mentoring.web.api.model.Window;
import org.mentoring.web.api.model.WindowPage;

/** Reads and changes the caller's rules, windows and overrides. */
@ApplicationScoped
class Schedule {

    private static final int ON_A_PAGE = 100;
    private static final int NOT_FOUND = 404;
    private static final Set<String> ACTIVE = Set.of("pending", "confirmed");

    private final AvailabilityRulesApi rules;
    private final AvailabilityWindowsApi windows;
    private final AvailabilityOverridesApi overrides;
    private final BookingsApi bookings;

    Schedule(
            @RestClient AvailabilityRulesApi rules,
            @RestClient AvailabilityWindowsApi windows,
            @RestClient AvailabilityOverridesApi overrides,
            @RestClient BookingsApi bookings) {
        this.rules = rules;
        this.windows = windows;
        this.overrides = overrides;
        this.bookings = bookings;
    }

    List<AvailabilityRule> rules() {
        return ApiCalls.all(
                        cursor -> rules.availabilityRulesPage(cursor, ON_A_PAGE),
                        AvailabilityRulePage::nextCursor,
                        AvailabilityRulePage::items)
                .toList();
    }

    /** Those that are not over. */
    List<Window> windows() {
        var now = Instant.now();
        return ApiCalls.all(
                        cursor -> windows.availabilityWindowsPage(cursor, ON_A_PAGE),
                        WindowPage::nextCursor,
                        WindowPage::items)
                .filter(window -> window.endTime().isAfter(now))
                .sorted(java.util.Comparator.comparing(Window::startTime))
                .toList();
    }

    /** Those of which a day is to come in the zone of the schedule. */
    List<AvailabilityOverride> overrides(LocalDate today) {
        return ApiCalls.all(
                        cursor -> overrides.availabilityOverridesPage(cursor, ON_A_PAGE),
                        AvailabilityOverridePage::nextCursor,
                        AvailabilityOverridePage::items)
                .filter(override -> !override.lastDay().isBefore(today))
                .toList();
    }

    /** Requests and confirmed bookings to come, the earliest first. */
    List<Booking> active() {
        var now = Instant.now().toString();
        return ApiCalls.all(
                        cursor -> bookings.bookingsPage(cursor, now, ON_A_PAGE, "mentor", "start_time", null, null),
                        BookingPage::nextCursor,
                        BookingPage::items)
                .filter(booking -> ACTIVE.contains(booking.status()))
                .toList();
    }

    /**
     * Adds before it removes, so that a failure in between leaves no gap.
     *
     * @param key of the form, by which the API adds nothing twice; null for none
     */
    void apply(WeeklyRules.Plan plan, ZoneId zone, LocalDate today, String key) {
        plan.changed()
                .forEach((rule, hours) -> rules.availabilityRulesChange(
                        rule.id(), WeeklyRules.change(hours, zone, today), "\"" + rule.version() + "\""));
        plan.added()
                .forEach(hours -> rules.availabilityRulesAdd(
                        WeeklyRules.change(hours, zone, today), key == null ? null : key + "-" + hours.start()));
        plan.removed().forEach(rule -> removeRule(rule.id()));
    }

    void removeRule(UUID id) {
        remove(() -> rules.availabilityRulesRemove(id));
    }

    /** The bookings that an override would leave outside of the hours, the earliest first. */
    List<Booking> outside(OverrideChange override) {
        var outside = overrides.availabilityOverridesCheck(override).bookingsOutside().stream()
                .map(OutsideBooking::id)
                .collect(Collectors.toSet());
        return outside.isEmpty()
                ? List.of()
                : active().stream()
                        .filter(booking -> outside.contains(booking.id()))
                        .toList();
    }

    void addOverride(OverrideChange override, String key) {
        overrides.availabilityOverridesAdd(override, key);
    }

    void removeOverride(UUID id) {
        remove(() -> overrides.availabilityOverridesRemove(id));
    }

    void removeWindow(UUID id) {
        remove(() -> windows.availabilityWindowsRemove(id));
    }

    /** Nothing is left to do where it is gone already, such as by a second press or in another tab. */
    private static void remove(Runnable removal) {
        try {
            removal.run();
        } catch (ApiException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }
}
