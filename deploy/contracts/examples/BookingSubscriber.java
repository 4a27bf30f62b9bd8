import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows the bookings of the mentoring platform and prints a line for each event. It goes on where it stopped, passes over
 * what it has handled, and leaves alone what it does not know. Run it with {@code ./subscribe-java}.
 */
public final class BookingSubscriber {

    private static final String TOPIC = "mentoring.bookings";
    private static final Set<String> KNOWN = Set.of(
            "org.mentoring.booking.requested.v1",
            "org.mentoring.booking.confirmed.v1",
            "org.mentoring.booking.declined.v1",
            "org.mentoring.booking.expired.v1",
            "org.mentoring.booking.rescheduled.v1",
            "org.mentoring.booking.cancelled.v1");

    /** Which version of each booking was handled last. In your system this belongs into the transaction of what you do. */
    private final Properties handled = new Properties();

    private final Path state = Path.of(setting("SUBSCRIBER_STATE", ".booking-subscriber.properties"));

    public static void main(String[] arguments) throws IOException {
        new BookingSubscriber().run();
    }

    private void run() throws IOException {
        if (Files.exists(state)) {
            try (var file = Files.newBufferedReader(state)) {
                handled.load(file);
            }
        }
        var settings = new Properties();
        settings.put("bootstrap.servers", setting("KAFKA_BOOTSTRAP_SERVERS", "localhost:19092"));
        settings.put("group.id", setting("SUBSCRIBER_GROUP", "booking-subscriber"));
        // Who comes new reads from the beginning; how far we are is told to Kafka only after the work is done.
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        var stop = new AtomicBoolean();
        var main = Thread.currentThread();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stop.set(true);
                consumer.wakeup();
                try {
                    main.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            consumer.subscribe(List.of(TOPIC));
            while (!stop.get()) {
                var records = consumer.poll(Duration.ofSeconds(1));
                for (var record : records) {
                    handle(record);
                }
                if (!records.isEmpty()) {
                    save();
                    consumer.commitSync();
                }
            }
        } catch (org.apache.kafka.common.errors.WakeupException e) {
            System.out.println("stopped");
        }
    }

    private void handle(ConsumerRecord<String, String> record) {
        var type = header(record, "ce_type");
        if (!KNOWN.contains(type)) {
            return;
        }
        var booking = header(record, "ce_subject");
        var version = Long.parseLong(header(record, "ce_aggregateversion"));
        if (version <= Long.parseLong(handled.getProperty(booking, "0"))) {
            return;
        }
        System.out.println(header(record, "ce_time") + " " + type + " " + booking + " " + record.value());
        handled.setProperty(booking, Long.toString(version));
    }

    private void save() throws IOException {
        var next = state.resolveSibling(state.getFileName() + ".next");
        try (var file = Files.newBufferedWriter(next)) {
            handled.store(file, null);
        }
        Files.move(next, state, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
