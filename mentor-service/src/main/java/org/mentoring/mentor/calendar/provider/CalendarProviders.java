package org.mentoring.mentor.calendar.provider;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.All;

/** The supported providers. */
@ApplicationScoped
public class CalendarProviders {

    private final Map<String, CalendarProvider> byName;

    CalendarProviders(@All List<CalendarProvider> all) {
        byName = all.stream().collect(Collectors.toUnmodifiableMap(CalendarProvider::name, Function.identity()));
    }

    public Optional<CalendarProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of those to which mentors can connect here. */
    public List<String> offered() {
        return byName.values().stream()
                .filter(CalendarProvider::offered)
                .map(CalendarProvider::name)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
