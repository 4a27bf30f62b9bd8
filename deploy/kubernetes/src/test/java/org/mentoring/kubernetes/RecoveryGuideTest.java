package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the guide tells operators to type after a restore hands events of Kafka to the database, whatever is in them. */
class RecoveryGuideTest {

    private static final Pattern COMMANDS = Pattern.compile(" *```sh\n(.*?)```", Pattern.DOTALL);
    private static final String ID = "0197c1f0-6a3b-7d52-9c1e-4f2a8b6d0e11";
    private static final String DATA = """
            {"reason": "\\"C:\\\\new\\", it's 1, 2\\n\\\\."}""";
    /** Of Kafka there is what a consumer printed; the database is on this machine. */
    private static final String KUBECTL = """
            #!/usr/bin/env bash
            while [ "$1" != -- ]; do shift; done
            case "$2" in
                bin/kafka-consumer-groups.sh) ;;
                bin/kafka-console-consumer.sh) cat events ;;
                psql) shift && exec "$@" ;;
            esac
            """;

    @TempDir
    private Path folder;

    @Test
    void passesPublishedEventsToTheRestoreScript() throws Exception {
        require("jq");
        require("psql");
        Files.writeString(
                folder.resolve("events"),
                "ce_specversion:1.0,ce_id:" + ID + ",ce_type:org.mentoring.booking.cancelled.v1,ce_subject:" + ID
                        + ",ce_aggregateversion:7,content-type:application/json\t" + DATA + "\n");
        var port = PodTest.freePort();
        try (var server = new DatabaseServer(Files.createDirectory(folder.resolve("server")), port)) {
            server.make(
                    Installation.of("production")
                            .find("Cluster", "booking-database")
                            .orElseThrow(),
                    "a password");
            server.execute("booking", """
                    CREATE TABLE superseded (events jsonb);
                    CREATE FUNCTION supersede_undone(p_published jsonb) RETURNS SETOF superseded LANGUAGE sql
                    BEGIN ATOMIC INSERT INTO superseded VALUES (p_published) RETURNING *; END;
                    """);

            runCommands(port);

            assertThat(server.ask("booking", """
                            bool_and(events = $$[{"topic": "mentoring.bookings", "id": "%s", "subject": "%s", "version": 7,
                                                  "type": "org.mentoring.booking.cancelled.v1", "data": %s}]$$)
                              FROM superseded
                            """.formatted(ID, ID, DATA))).isTrue();
        }
    }

    private void runCommands(int port) throws IOException, InterruptedException {
        var guide = Files.readString(Installation.FOLDER.resolve("../README.md"));
        var commands = COMMANDS.matcher(guide)
                .results()
                .map(block -> block.group(1).stripIndent())
                .filter(block -> block.contains("published.json"))
                .collect(Collectors.joining());
        var kubectl = Files.writeString(folder.resolve("kubectl"), KUBECTL).toFile();
        assertThat(kubectl.setExecutable(true)).isTrue();
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", commands))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var environment = builder.environment();
        environment.merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
        environment.put("PGHOST", "localhost");
        environment.put("PGPORT", Integer.toString(port));
        environment.put("PGUSER", "postgres");
        environment.put("PGPASSWORD", "postgres");
        var running = builder.start();
        assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).as(Files.readString(output)).isZero();
    }

    private static void require(String tool) {
        var found = Stream.of(System.getenv("PATH").split(":")).anyMatch(on -> Files.isExecutable(Path.of(on, tool)));
        assertThat(found || !"true".equals(System.getenv("CI")))
                .as("%s is on the PATH", tool)
                .isTrue();
        assumeTrue(found, tool + " is not on the PATH");
    }
}
