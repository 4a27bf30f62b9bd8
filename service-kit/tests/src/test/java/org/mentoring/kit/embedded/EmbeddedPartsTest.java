package org.mentoring.kit.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EmbeddedPartsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void postgresKeepsCommittedDataAfterAKill() throws Exception {
        var port = freePort();
        var cluster = new PostgresCluster(
                PostgresCluster.unpackBinaries(Path.of("target/parts")), directory.resolve("data"), port);
        cluster.initialise("postgres", "secret");
        cluster.initialise("postgres", "secret");

        var first = cluster.launch(Map.of()).start(directory.resolve("first.log"));
        try (var connection = connect(port);
                var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION btree_gist");
            statement.execute("CREATE EXTENSION pg_trgm");
            statement.execute("CREATE TABLE kept AS SELECT uuidv7() AS id");
        }
        first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        await().atMost(TIMEOUT).until(() -> !cluster.ready());

        var second = cluster.launch(Map.of()).start(directory.resolve("second.log"));
        try (var connection = connect(port);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        } finally {
            second.destroy();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void kafkaRestartsOnTheSameLog() throws Exception {
        var broker = new KafkaBroker(directory.resolve("kafka"), freePort(), freePort(), Map.of());
        for (var start : new String[] {"first", "second"}) {
            broker.format(directory);
            var process = broker.launch().start(directory.resolve(start + ".log"));
            try {
                await().atMost(TIMEOUT).until(broker::ready);
            } finally {
                process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            }
            await().atMost(TIMEOUT).until(() -> !broker.ready());
        }
    }

    private static Connection connect(int port) {
        return await().atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(
                        () -> DriverManager.getConnection(
                                "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "secret"),
                        connection -> true);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
