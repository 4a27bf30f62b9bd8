package org.mentoring.mentor.link;

import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/** Where else a mentor can be found. */
record SocialLink(UUID id, String platform, String url, long version) {

    static SocialLink of(Row row) {
        return new SocialLink(
                row.getUUID("id"), row.getString("platform"), row.getString("url"), row.getLong("version"));
    }
}
