package org.mentoring.kit.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import org.mentoring.kit.http.UsableText;
import org.mentoring.kit.problem.Problems;

/** Where a page ended, as an opaque text: the sort key of its last row. It is no secret, and no authority either. */
final class Cursor {

    private Cursor() {}

    static String encode(List<String> parts) {
        var json = new JsonArray(List.copyOf(parts)).encode();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static SortKey decode(String cursor, int parts) {
        try {
            var json = new JsonArray(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (json.size() == parts && json.stream().allMatch(Cursor::isUsable)) {
                return new SortKey(json.stream().map(String.class::cast).toList());
            }
        } catch (IllegalArgumentException | DecodeException e) {
            throw unusable();
        }
        throw unusable();
    }

    private static boolean isUsable(Object part) {
        return part instanceof String text && UsableText.isUsable(text);
    }

    static RuntimeException unusable() {
        return Problems.malformed("cursor", "must be the next_cursor of an earlier page of the same list");
    }
}
