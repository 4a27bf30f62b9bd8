package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.mentoring.kit.embedded.PartFailedException;

/** Creates the topics with the settings of production, so that events are kept as long. */
final class Topics {

    private static final short REPLICAS = 1;
    /** What needs more brokers than there are. */
    private static final Set<String> CLUSTER_SETTINGS = Set.of("min.insync.replicas");

    private final Path manifests;

    /** @param manifests a file of {@code KafkaTopic}s */
    Topics(Path manifests) {
        this.manifests = manifests;
    }

    /** Creates missing topics. */
    void ensure(String bootstrapServers) throws IOException {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000))) {
            var known = admin.listTopics().names().get();
            admin.createTopics(wanted().stream()
                            .filter(topic -> !known.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new PartFailedException(
                    "The topics could not be created: " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("Interrupted while topics were created");
        }
    }

    private List<NewTopic> wanted() throws IOException {
        var topics = new ArrayList<NewTopic>();
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(manifests.toFile())) {
            while (documents.hasNext()) {
                var topic = documents.next();
                var settings = new HashMap<String, String>();
                topic.at("/spec/config").properties().stream()
                        .filter(setting -> !CLUSTER_SETTINGS.contains(setting.getKey()))
                        .forEach(setting -> settings.put(
                                setting.getKey(), setting.getValue().asText()));
                topics.add(new NewTopic(
                                topic.at("/metadata/name").asText(),
                                Optional.of(topic.at("/spec/partitions").asInt()),
                                Optional.of(REPLICAS))
                        .configs(settings));
            }
        }
        return topics;
    }
}
