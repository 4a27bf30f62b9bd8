package org.mentoring.mentor.directory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.vertx.mutiny.sqlclient.Row;
import org.mentoring.mentor.directory.index.IndexedMentor;

/** What the index needs of a row of the directory. */
final class IndexedMentors {

    private IndexedMentors() {}

    static IndexedMentor of(Row row) {
        var mean = row.getBigDecimal("rating_mean");
        var score = row.getBigDecimal("rating_score");
        return new IndexedMentor(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("bio"),
                Arrays.asList(row.getArrayOfStrings("expertise")),
                Arrays.asList(row.getArrayOfStrings("expertise_aliases")),
                row.getString("language"),
                hundredths(mean),
                hundredths(score == null ? mean : score),
                micros(row.getOffsetDateTime("created_at")),
                micros(row.getOffsetDateTime("next_free_at")));
    }

    private static long micros(OffsetDateTime time) {
        return time == null ? 0 : micros(time.toInstant());
    }

    /** Since 1970. */
    static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
    }

    private static int hundredths(BigDecimal rating) {
        return rating == null
                ? 0
                : rating.movePointRight(2).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }
}
