package org.mentoring.web.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in addresses; an invalid one is answered with 404. */
public final class MentorIds {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private MentorIds() {}

    public static Optional<UUID> of(String text) {
        return Optional.of(text).filter(ID.asMatchPredicate()).map(UUID::fromString);
    }
}
