package org.mentoring.kit.test;

import java.io.IOException;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.KafkaBroker;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka broker for tests. */
public class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private AutoCloseable broker;

    @Override
    public Map<String, String> start() {
        try {
            TestTopics.bootstrapServers = Parts.dockerAnswers() ? startContainer() : startEmbedded();
        } catch (IOException e) {
            throw new IllegalStateException("The broker for the tests could not be started", e);
        }
        return Map.of("kafka.bootstrap.servers", TestTopics.bootstrapServers);
    }

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The broker of the tests could not be stopped", e);
        }
    }

    private String startContainer() {
        var container = new KafkaContainer("apache/kafka:4.1.2");
        container.start();
        broker = container;
        return container.getBootstrapServers();
    }

    private String startEmbedded() throws IOException {
        var directory = Parts.scratch("kafka");
        var port = Parts.freePort();
        var embedded = new KafkaBroker(directory.resolve("data"), port, Parts.freePort(), Map.of());
        embedded.format(Folders.sharedCache());
        broker = Outage.ofBroker(
                () -> Parts.start(embedded.launch(), directory, embedded::ready), Process::destroyForcibly);
        return "localhost:" + port;
    }
}
