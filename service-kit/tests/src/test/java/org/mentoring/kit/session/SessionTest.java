package org.mentoring.kit.session;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mentoring.kit.RealParts;
import org.mentoring.kit.database.DatabaseFailure;
import org.mentoring.kit.database.Transactions;
import org.mentoring.kit.outbox.OutboxSignal;
import org.mentoring.kit.problem.ProblemMapper;
import org.mentoring.kit.security.Caller;
import org.mentoring.kit.test.CapturedLog;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What goes through Hibernate keeps the rules of what goes through SQL. */
@QuarkusTest
@RealParts
class SessionTest {

    @Inject
    Transactions transactions;

    @Inject
    Notes notes;

    @Inject
    ProblemMapper problems;

    private final UUID id = UUID.randomUUID();
    private final Caller ada = Caller.of(UUID.randomUUID(), Set.of("mentor"));
    private final Caller grace = Caller.of(UUID.randomUUID(), Set.of("mentor"));

    @Test
    void readsAndWritesWhatRowSecurityGrantsTheCaller() throws Throwable {
        write("Analytical engine");

        assertThat(find(ada).text).isEqualTo("Analytical engine");
        assertThat(find(grace)).isNull();
        assertThat(all(grace)).isEmpty();
        assertThat(all(Caller.ANONYMOUS)).isEmpty();
        var refused = catchThrowable(() ->
                session(grace, session -> notes.persist(Note.of(UUID.randomUUID(), ada.id(), "Forged"))));
        assertThat(DatabaseFailure.sqlState(refused)).contains("42501");
    }

    @Test
    void knowsTheCallerByIdAndRoles() throws Throwable {
        var settings = "SELECT current_setting('app.user_id') || ' ' || current_setting('app.roles')";

        String written = session(ada, tx -> text(tx, settings));
        String read = read(Caller.SERVICE, tx -> text(tx, settings));

        assertThat(written).isEqualTo(ada.id() + " mentor");
        assertThat(read).isEqualTo(" service");
    }

    @Test
    void rollsBackWorkThatFails() throws Throwable {
        var failure = catchThrowable(() -> session(
                ada,
                session -> notes.persistAndFlush(Note.of(id, ada.id(), "Half done"))
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("in the middle")))));

        assertThat(failure).hasMessage("in the middle");
        assertThat(written()).isZero();
    }

    @Test
    void sharesATransactionWithSqlStatements() throws Throwable {
        var byHand = "SELECT text FROM notes WHERE id = '" + id + "'";

        String seen = session(
                ada,
                tx -> notes.persistAndFlush(Note.of(id, ada.id(), "In one")).chain(() -> text(tx, byHand)));
        var failure = catchThrowable(() -> session(
                ada,
                tx -> tx.query("UPDATE notes SET text = 'Not kept' WHERE id = '" + id + "'")
                        .execute()
                        .chain(() -> notes.findById(id))
                        .chain(note -> Uni.createFrom().failure(new IllegalStateException(note.text)))));

        assertThat(seen).isEqualTo("In one");
        assertThat(failure).hasMessage("Not kept");
        assertThat(find(ada).text).isEqualTo("In one");
    }

    @Test
    void wakesTheRelayOnlyAfterWorkThatAppendedAnEvent() throws Throwable {
        var woken = new AtomicInteger();
        QuarkusMock.installMockForType(
                new OutboxSignal() {
                    @Override
                    public void raise() {
                        woken.incrementAndGet();
                    }
                },
                OutboxSignal.class);

        write("No event");
        assertThat(woken).hasValue(0);

        // As the trigger outbox_appended does.
        session(ada, tx -> text(tx, "SELECT set_config('app.outbox_appended', 'true', true)"));
        assertThat(woken).hasValue(1);
    }

    @Test
    void raisesTheVersionEvenIfNothingDiffers() throws Throwable {
        write("The same");

        Note changed = session(ada, tx -> notes.findById(id).chain(note -> notes.change(note, 1, same -> {})));
        Note another =
                session(ada, tx -> notes.findById(id).chain(note -> notes.change(note, n -> n.text = "Another")));
        var stale = catchThrowable(() ->
                session(ada, tx -> notes.findById(id).chain(note -> notes.change(note, 2, n -> n.text = "Stale"))));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(another.version()).isEqualTo(3);
        assertThat(problems.answer(stale, "/notes").problem().status()).isEqualTo(412);
        assertThat(find(ada).version()).isEqualTo(3);
        assertThat(find(ada).text).isEqualTo("Another");
    }

    @Test
    void refusesChangesInAReadSession() throws Throwable {
        write("As it is");

        var changed = catchThrowable(() ->
                read(ada, session -> notes.findById(id).invoke(note -> note.text = "As it should not be")));
        var added = catchThrowable(() ->
                read(ada, session -> notes.persist(Note.of(UUID.randomUUID(), ada.id(), "Slipped in"))));

        assertThat(DatabaseFailure.sqlState(changed)).contains("25006");
        assertThat(DatabaseFailure.sqlState(added)).contains("25006");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void retriesAfterASerializationFailure(String sqlState) throws Throwable {
        var attempts = new AtomicInteger();

        session(
                ada,
                tx -> notes.persistAndFlush(Note.of(id, ada.id(), sqlState + attempts.incrementAndGet()))
                        .chain(() -> attempts.get() < 4
                                ? lose(tx, sqlState)
                                : Uni.createFrom().voidItem()));

        assertThat(find(ada).text).isEqualTo(sqlState + 4);
    }

    @Test
    void reportsAStaleVersionAfterAConcurrentChange() throws Throwable {
        write("First");

        var failure = catchThrowable(() -> session(
                ada,
                session -> notes.findById(id).invoke(note -> {
                    note.text = "Third";
                    changeConcurrently();
                })));

        assertThat(problems.answer(failure, "/notes").problem().status()).isEqualTo(412);
        assertThat(find(ada).text).isEqualTo("Second");
    }

    @Test
    void completesWhenTheCallerCancels() throws Throwable {
        session(ada, session -> Uni.createFrom().voidItem());
        VertxContextSupport.subscribeAndAwait(() -> {
            transactions
                    .session(ada, session -> notes.persist(Note.of(id, ada.id(), "Left behind")))
                    .subscribe()
                    .with(note -> {})
                    .cancel();
            return Uni.createFrom().voidItem();
        });

        await().atMost(2, MINUTES).until(() -> written() == 1);
    }

    @Test
    void reportsUnavailableWhenItsConnectionIsLost() throws Throwable {
        var failure = catchThrowable(() -> session(
                ada,
                tx -> tx.query("SELECT pg_terminate_backend(pg_backend_pid())").execute()));

        assertThat(problems.answer(failure, "/notes").problem().status()).isEqualTo(503);
        write("Afterwards");
    }

    @Test
    void reportsTheViolatedConstraintWithoutLogging() throws Throwable {
        write("There is one");
        try (var log = CapturedLog.begin()) {
            var failure = catchThrowable(() ->
                    session(ada, session -> notes.persist(Note.of(UUID.randomUUID(), ada.id(), "There is one"))));

            assertThat(DatabaseFailure.violates(failure, "notes_once")).isTrue();
            assertThat(log.text()).doesNotContain("notes");
        }
    }

    private Note write(String text) throws Throwable {
        return session(ada, session -> notes.persist(Note.of(id, ada.id(), text)));
    }

    private Note find(Caller caller) throws Throwable {
        return read(caller, session -> notes.findById(id));
    }

    private List<Note> all(Caller caller) throws Throwable {
        return read(caller, session -> notes.listAll());
    }

    private <T> T session(Caller caller, Function<SqlConnection, Uni<T>> work) throws Throwable {
        return inARequest(() -> transactions.session(caller, work));
    }

    private <T> T read(Caller caller, Function<SqlConnection, Uni<T>> work) throws Throwable {
        return inARequest(() -> transactions.readSession(caller, work));
    }

    private static <T> T inARequest(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(work);
    }

    private static Uni<?> lose(SqlConnection tx, String sqlState) {
        return tx.preparedQuery("SELECT lose($1)").execute(Tuple.of(sqlState));
    }

    private static Uni<String> text(SqlConnection tx, String sql) {
        return tx.query(sql).execute().map(rows -> rows.iterator().next().getString(0));
    }

    private void changeConcurrently() {
        try (var superuser = TestDatabase.asSuperuser();
                var change = superuser.prepareStatement(
                        "UPDATE notes SET text = 'Second', version = version + 1 WHERE id = ?")) {
            change.setObject(1, id);
            change.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long written() throws SQLException {
        try (var superuser = TestDatabase.asSuperuser()) {
            return TestDatabase.count(superuser, "SELECT count(*) FROM notes WHERE id = ?", id);
        }
    }
}
