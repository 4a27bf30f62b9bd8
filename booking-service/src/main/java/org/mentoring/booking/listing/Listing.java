package org.mentoring.booking.listing;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.booking.time.CallerZone;
import org.mentoring.booking.time.InstantOrDate;
import org.mentoring.kit.page.PageRequest;
import org.mentoring.kit.security.Caller;

/**
 * Lists of what two sides have in common, by the start. Each side is read by an index of its own, of which a page reads as much
 * as it shows, however far down the list it is.
 */
public final class Listing {

    /** What a statement answers: the row as JSON. */
    public static final String BODY = "body";

    // Nothing lasts longer than a day, so what ends after a time cannot start more than a day before it.
    private static final String SIDE = """
            SELECT %s::text AS body, start_time, id FROM %s
             WHERE %s AND %s
               AND ($2::text IS NULL OR status = $2)
               AND end_time > coalesce($3::timestamptz, '-infinity')
               AND start_time > coalesce($3, '-infinity') - interval '24 hours'
               AND start_time < coalesce($4::timestamptz, 'infinity')
            """;
    private static final String LATEST_FIRST = """
               AND (start_time, id) < (coalesce($5::timestamptz, 'infinity'),
                                       coalesce($6::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
             ORDER BY start_time DESC, id DESC LIMIT $7
            """;
    private static final String EARLIEST_FIRST = """
               AND (start_time, id) > (coalesce($5::timestamptz, '-infinity'),
                                       coalesce($6::uuid, '00000000-0000-0000-0000-000000000000'))
             ORDER BY start_time, id LIMIT $7
            """;
    private static final String BOTH = "SELECT body FROM ((%s) UNION ALL (%s)) AS sides ORDER BY %s LIMIT $7";

    private final Statements latestFirst;
    private final Statements earliestFirst;

    private record Statements(String ofMentor, String ofMentee, String ofBoth, String ofEveryone) {

        static Statements of(String ofMentor, String ofMentee, String ofEveryone, String page, String order) {
            return new Statements(
                    ofMentor + page,
                    ofMentee + page,
                    BOTH.formatted(ofMentor + page, ofMentee + page, order),
                    ofEveryone + page);
        }
    }

    /**
     * A list.
     *
     * @param body the expression that writes a row as JSON
     * @param table with what it is called in the expression
     * @param mentor the condition by which a row is the mentor's, whose id is {@code $1}
     * @param mentee the same for the mentee
     * @param everyones a condition that every row meets, and that names {@code $1}
     * @param listed the condition of all rows of the list
     */
    public Listing(String body, String table, String mentor, String mentee, String everyones, String listed) {
        var ofMentor = SIDE.formatted(body, table, mentor, listed);
        var ofMentee = SIDE.formatted(body, table, mentee, listed);
        var ofEveryone = SIDE.formatted(body, table, everyones, listed);
        this.latestFirst = Statements.of(ofMentor, ofMentee, ofEveryone, LATEST_FIRST, "start_time DESC, id DESC");
        this.earliestFirst = Statements.of(ofMentor, ofMentee, ofEveryone, EARLIEST_FIRST, "start_time, id");
    }

    /** The statement for what the caller wants: the page first, then up to one more row, which shows whether there is another. */
    private String sql(Caller caller, ListFilter filter) {
        var statements = filter.earliestFirst() ? earliestFirst : latestFirst;
        return switch (filter.role()) {
            case "mentor" -> statements.ofMentor();
            case "mentee" -> statements.ofMentee();
            case null -> caller.has("admin") ? statements.ofEveryone() : statements.ofBoth();
            default -> throw new IllegalArgumentException(filter.role());
        };
    }

    /** Runs the statement in a transaction of the caller's; the caller's zone says which days the filter means. */
    public Uni<RowSet<Row>> find(
            SqlConnection tx, Caller caller, Object callerId, ListFilter filter, PageRequest page) {
        var after = page.after(2);
        var zone = filter.namesDays()
                ? CallerZone.of(tx, caller)
                : Uni.createFrom().<ZoneId>item(ZoneOffset.UTC);
        return zone.chain(in -> tx.preparedQuery(sql(caller, filter)).execute(Tuple.from(new Object[] {
            callerId,
            filter.status(),
            time(filter.from(), in),
            time(filter.to(), in),
            after.map(key -> key.time(0)).orElse(null),
            after.map(key -> key.id(1)).orElse(null),
            page.limit() + 1
        })));
    }

    private static OffsetDateTime time(InstantOrDate time, ZoneId zone) {
        return time == null ? null : time.in(zone).atOffset(ZoneOffset.UTC);
    }
}
