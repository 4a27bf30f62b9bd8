package org.mentoring.benchmark.mail;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mentoring.benchmark.ServiceParts;
import org.mentoring.benchmark.ServiceProcess;
import org.mentoring.kit.test.MailResource;
import org.mentoring.kit.test.ScriptedSmtp;
import org.mentoring.kit.test.TestDatabase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged service, killed as by a machine that loses its power, at each step of a mail. */
@Tag("slow")
class KilledSenderTest {

    private static final int MANY = 60;
    private static final String UNCONFIRMED = "SELECT unconfirmed_attempts FROM messages WHERE recipient_email = ?";

    @Test
    void losesNoMailAndCountsEveryPossibleDuplicate() throws Exception {
        var mail = new MailResource();
        try (var parts = ServiceParts.start("notification")) {
            parts.settings().putAll(mail.start());
            parts.settings()
                    .putAll(Map.of(
                            "mentoring.mail.timeout", "PT1M",
                            "mentoring.mail.lease", "PT5M",
                            "mentoring.mail.merge-within", "PT0S"));
            try (var service = ServiceProcess.start("notification-service", parts.settings())) {
                killAtEachStep(service);
            }
        } finally {
            ScriptedSmtp.release();
            mail.stop();
        }
    }

    private static void killAtEachStep(ServiceProcess service) throws Exception {
        var beforeIt = Booked.any();
        var beforeData = Booked.any();
        var beforeTheAnswer = Booked.any();
        ScriptedSmtp.script(beforeIt.mentee(), "RCPT", ScriptedSmtp.HANG);
        ScriptedSmtp.script(beforeData.mentee(), "DATA", ScriptedSmtp.HANG);
        ScriptedSmtp.script(beforeTheAnswer.mentee(), "END", ScriptedSmtp.HANG);
        var stuck = List.of(beforeIt, beforeData, beforeTheAnswer);
        stuck.forEach(Booked::tell);
        await().atMost(2, MINUTES)
                .until(() -> ScriptedSmtp.messagesTo(beforeTheAnswer.mentee()).size() == 1
                        && stuck.stream().allMatch(one -> isSending(one.mentee())));
        var many = Stream.generate(Booked::any).limit(MANY).toList();
        many.forEach(Booked::tell);
        // The fourth connection has them go out while it takes them in.
        await().atMost(2, MINUTES).until(() -> many.stream().anyMatch(one -> taken(one.mentee()) > 0));
        killAndWait(service);
        service.begin();

        var all = Stream.concat(stuck.stream(), many.stream())
                .flatMap(one -> Stream.of(one.mentee(), one.mentor()))
                .toList();
        await().atMost(2, MINUTES)
                .until(() -> count("SELECT count(*) FROM messages WHERE status = 'sent'") == all.size());
        assertThat(all).allSatisfy(address -> {
            var mails = ScriptedSmtp.messagesTo(address);
            assertThat((long) mails.size()).isBetween(1L, 1 + count(UNCONFIRMED, address));
            assertThat(mails)
                    .extracting(mail -> mail.header("Message-ID"))
                    .containsOnly(mails.getFirst().header("Message-ID"));
        });
        assertThat(taken(beforeTheAnswer.mentee())).isEqualTo(2);
        assertThat(taken(beforeIt.mentee())).isOne();
        assertThat(taken(beforeData.mentee())).isOne();
    }

    /** Kills it, and lets pass the time for which its mails are nobody else's. */
    private static void killAndWait(ServiceProcess service) throws SQLException {
        service.kill();
        try (var database = TestDatabase.asSuperuser();
                var statement = database.createStatement()) {
            statement.execute("UPDATE messages SET claimed_until = now(), due_at = now() WHERE status = 'sending'");
        }
    }

    private static boolean isSending(String address) {
        return count("SELECT count(*) FROM messages WHERE recipient_email = ? AND status = 'sending'", address) == 1;
    }

    private static int taken(String address) {
        return ScriptedSmtp.messagesTo(address).size();
    }

    private static long count(String sql, Object... values) {
        try (var database = TestDatabase.asSuperuser()) {
            return TestDatabase.count(database, sql, values);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
