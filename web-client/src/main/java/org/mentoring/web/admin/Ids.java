package org.mentoring.web.admin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.NotFoundException;

import org.mentoring.web.api.MentorIds;

/** Ids and cursors as addresses and forms carry them. */
final class Ids {

    private Ids() {}

    static List<UUID> of(List<String> ids) {
        return Objects.requireNonNullElse(ids, List.<String>of()).stream()
                .map(MentorIds::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** @throws NotFoundException if it is none */
    static UUID of(String id) {
        return MentorIds.of(id).orElseThrow(NotFoundException::new);
    }

    static String cursor(String cursor) {
        return cursor == null || cursor.isBlank() ? null : cursor;
    }
}
