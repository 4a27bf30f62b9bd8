package org.mentoring.notification.preference;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.Outbox;
import org.mentoring.kit.outbox.OutboxEvent;
import org.mentoring.kit.problem.Problems;
import org.mentoring.kit.security.Caller;
import org.mentoring.notification.booking.Reminders;
import org.mentoring.notification.message.Kind;

/** What people want to be written about. */
@ApplicationScoped
public class Preferences {

    private static final String TOPIC = "mentoring.preferences";
    private static final String UPDATED = "org.mentoring.preference.updated.v1";
    private static final String COLUMNS = "kinds_off, reminder_minutes, locale, version";
    private static final String FIND = "SELECT " + COLUMNS + " FROM preferences WHERE user_id = $1";
    private static final String ADD = """
            INSERT INTO preferences (user_id, kinds_off, reminder_minutes, locale) VALUES ($1, $2, $3, $4)
            ON CONFLICT (user_id) DO NOTHING RETURNING\s""" + COLUMNS;
    private static final String CHANGE = """
            UPDATE preferences SET kinds_off = $2, reminder_minutes = $3, locale = $4, version = version + 1
             WHERE user_id = $1 AND version = $5 RETURNING\s""" + COLUMNS;
    private static final String SWITCH_OFF = """
            INSERT INTO preferences (user_id, kinds_off) VALUES ($1, ARRAY[$2])
            ON CONFLICT (user_id) DO UPDATE
               SET kinds_off = preferences.kinds_off || excluded.kinds_off, version = preferences.version + 1
             WHERE NOT preferences.kinds_off @> excluded.kinds_off
            """;
    private static final String LANGUAGE = """
            SELECT coalesce((SELECT locale FROM preferences WHERE user_id = $1), (SELECT locale FROM people WHERE user_id = $1))
            """;
    private static final String AS_SERVICE = "SELECT set_config('app.roles', 'service', true)";

    private final Transactions transactions;
    private final Reminders reminders;
    private final Outbox outbox;

    Preferences(Transactions transactions, Reminders reminders, Outbox outbox) {
        this.transactions = transactions;
        this.reminders = reminders;
        this.outbox = outbox;
    }

    /**
     * The choices of a person, {@link Choices#DEFAULT} where there are none.
     *
     * @param tx a transaction of the service, or of the person
     */
    public Uni<Choices> of(SqlConnection tx, UUID person) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(person))
                .map(rows -> rows.stream().findFirst().map(Preferences::choices).orElse(Choices.DEFAULT));
    }

    Uni<Choices> of(Caller person) {
        return transactions.read(person, tx -> of(tx, person.id()));
    }

    /**
     * Replaces the caller's choices; reminders of sessions to come follow them.
     *
     * @param seen the version that the caller has seen; 0 for the usual choices that nobody has made yet
     */
    Uni<Choices> change(Caller caller, long seen, Choices wanted) {
        var values = Tuple.tuple()
                .addUUID(caller.id())
                .addArrayOfString(wanted.columns())
                .addArrayOfInteger(minutes(wanted))
                .addString(wanted.language());
        if (seen > 0) {
            values.addLong(seen);
        }
        return transactions.write(
                caller,
                tx -> tx.preparedQuery(seen > 0 ? CHANGE : ADD)
                        .execute(values)
                        .map(rows -> rows.stream()
                                .findFirst()
                                .map(Preferences::choices)
                                .orElseThrow(Problems::staleVersion))
                        .call(choices -> outbox.append(tx, updated(caller.id(), choices)))
                        .call(() -> tx.query(AS_SERVICE).execute())
                        .call(() -> reminders.replan(tx, caller.id())));
    }

    /** What other services need, which write to people too; the rest concerns mails alone. */
    private static OutboxEvent updated(UUID person, Choices choices) {
        return new OutboxEvent(TOPIC, UPDATED, person, choices.version(), new Language(person, choices.language()));
    }

    private record Language(UUID userId, String language) {}

    /** Switches a kind of mail off for somebody who is known by a link alone. */
    Uni<Void> switchOff(UUID person, Kind kind) {
        return transactions
                .write(Caller.SERVICE, SWITCH_OFF, Tuple.of(person, kind.column()))
                .replaceWithVoid();
    }

    /** The language tag to write to a person in; null where none is known. */
    Uni<String> language(UUID person) {
        return transactions
                .read(Caller.SERVICE, LANGUAGE, Tuple.of(person))
                .map(rows -> rows.iterator().next().getString(0));
    }

    static List<Duration> reminders(List<Integer> minutes) {
        return minutes.stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(Duration::ofMinutes)
                .toList();
    }

    private static Integer[] minutes(Choices choices) {
        return choices.reminders().stream()
                .map(before -> (int) before.toMinutes())
                .toArray(Integer[]::new);
    }

    private static Choices choices(Row row) {
        return new Choices(
                Choices.kinds(row.getArrayOfStrings("kinds_off")),
                reminders(List.of(row.getArrayOfIntegers("reminder_minutes"))),
                row.getString("locale"),
                row.getLong("version"));
    }
}
