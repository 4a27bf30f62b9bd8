package org.mentoring.contracts;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mentoring.kit.embedded.KafkaBroker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The example of the quick start does what the page says, against a broker of the test's own. */
class SubscriberTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private static Path directory;

    private static Process broker;
    private static String address;

    @BeforeAll
    static void startBroker() throws IOException {
        var port = freePort();
        var kafka = new KafkaBroker(directory.resolve("kafka"), port, freePort(), Map.of());
        kafka.format();
        broker = kafka.launch().start(directory.resolve("kafka.log"));
        await().atMost(TIMEOUT).ignoreExceptions().until(kafka::ready);
        address = "localhost:" + port;
    }

    @AfterAll
    static void stopBroker() throws InterruptedException {
        broker.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @EnumSource
    void resumesAndSkipsDuplicatesAndUnknownEvents(Example example) throws Exception {
        if (example == Example.JAVASCRIPT) {
            NodeTools.fetch(Path.of("examples"), "kafkajs");
        }
        var booking = UUID.randomUUID().toString();
        publish(booking, "org.mentoring.booking.confirmed.v1", 1);
        publish(booking, "org.mentoring.booking.confirmed.v1", 1);
        publish(booking, "org.mentoring.booking.blessed.v7", 2);
        publish(booking, "org.mentoring.booking.rescheduled.v1", 3);

        assertThat(linesUntil(example, booking, "rescheduled")).containsExactly("confirmed", "rescheduled");

        // Comes again after a crash of the relay, say, and something new after it.
        publish(booking, "org.mentoring.booking.rescheduled.v1", 3);
        publish(booking, "org.mentoring.booking.cancelled.v1", 4);

        assertThat(linesUntil(example, booking, "cancelled")).containsExactly("cancelled");
    }

    /** What the program prints of the booking, each event in a word, until it is stopped after this one. */
    private static List<String> linesUntil(Example example, String booking, String last) throws Exception {
        var output = Files.createTempFile(directory, "subscriber", ".log");
        var builder = new ProcessBuilder(example.command())
                .redirectError(directory.resolve("subscriber-errors.log").toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", address);
        builder.environment().put("SUBSCRIBER_GROUP", example.name());
        builder.environment()
                .put("SUBSCRIBER_STATE", directory.resolve(example.name()).toString());
        var program = builder.start();
        try {
            await().atMost(TIMEOUT)
                    .failFast("the program ended", () -> !program.isAlive())
                    .until(() -> words(output, booking).contains(last));
        } finally {
            program.destroy();
            program.waitFor();
        }
        return words(output, booking);
    }

    private static List<String> words(Path output, String booking) throws IOException {
        return Files.readAllLines(output).stream()
                .filter(line -> line.contains("org.mentoring.") && line.contains(booking))
                .map(line -> line.replaceAll(".*org\\.mentoring\\.booking\\.(\\w+)\\.v\\d.*", "$1"))
                .toList();
    }

    private enum Example {
        JAVA(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "examples/BookingSubscriber.java"),
        JAVASCRIPT("examples/subscribe-javascript");

        private final List<String> command;

        Example(String... command) {
            this.command = List.of(command);
        }

        List<String> command() {
            return command;
        }
    }

    private static void publish(String booking, String type, long version) throws Exception {
        var event = new ProducerRecord<>("mentoring.bookings", booking, "{\"id\": \"" + booking + "\"}");
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/mentoring/booking-service",
                        "ce_type",
                        type,
                        "ce_subject",
                        booking,
                        "ce_time",
                        "2027-03-01T09:00:00Z",
                        "ce_aggregateversion",
                        Long.toString(version))
                .forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            producer.send(event).get();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
