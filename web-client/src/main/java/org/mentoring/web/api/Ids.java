package org.mentoring.web.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as forms and cookies carry them. Those of paths are parameters of the type {@code UUID}: any other text is answered with 404. */
public final class Ids {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** Empty for null and for text that is no id. */
    public static Optional<UUID> of(String text) {
        return Optional.ofNullable(text).filter(ID.asMatchPredicate()).map(UUID::fromString);
    }

    public static List<UUID> of(List<String> texts) {
        return Objects.requireNonNullElse(texts, List.<String>of()).stream()
                .map(Ids::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
