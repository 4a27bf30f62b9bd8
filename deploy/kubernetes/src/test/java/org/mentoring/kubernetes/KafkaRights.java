package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.mentoring.kubernetes.Resource.each;

/**
 * Each service has the topics that it names in its configuration, is scaled by how far it is behind with all of them, and has in
 * Kafka the rights that it needs and no others. Where the broker is not kept by an operator, as in the demo, there is nothing to hold.
 */
final class KafkaRights {

    private KafkaRights() {}

    static List<String> problems(Installation installation) {
        if (installation.all("Kafka").findAny().isEmpty()) {
            return List.of();
        }
        var problems = new ArrayList<String>();
        var topics = new TreeSet<String>();
        for (var service : Installation.SERVICES) {
            var settings = KnownSettings.of(service).effective(Map.of(), "");
            var listens = endingWith(settings, "mp\\.messaging\\.incoming\\.[a-z-]+\\.topic");
            var parks = endingWith(settings, "mp\\.messaging\\.incoming\\.[a-z-]+\\.dead-letter-queue\\.topic");
            var groups = endingWith(settings, "mp\\.messaging\\.incoming\\.[a-z-]+\\.group\\.id");
            Stream.of(Architecture.PUBLISHES.get(service), listens, parks).forEach(topics::addAll);
            var needed = new TreeSet<String>();
            Architecture.PUBLISHES.get(service).forEach(topic -> needed.add("topic " + topic + " Describe Write"));
            listens.forEach(topic -> needed.add("topic " + topic + " Describe Read"));
            parks.forEach(topic -> needed.add("topic " + topic + " Describe Write"));
            groups.forEach(group -> needed.add("group " + group + " Read"));
            installation
                    .find("ScaledObject", service + "-service")
                    .ifPresent(scaler -> compare(scaler.toString(), listens, watched(scaler), problems));
            compare("KafkaUser " + service + "-service", needed, rights(installation, service + "-service"), problems);
        }
        compare(
                "The topics",
                topics,
                installation.all("KafkaTopic").map(Resource::name).collect(Collectors.toSet()),
                problems);
        return problems;
    }

    private static Set<String> endingWith(Map<String, String> settings, String property) {
        return settings.entrySet().stream()
                .filter(entry -> entry.getKey().matches(property))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> watched(Resource scaler) {
        return each(scaler.spec().path("triggers"))
                .map(trigger -> trigger.path("metadata").path("topic").asText())
                .filter(topic -> !topic.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rights(Installation installation, String user) {
        return installation
                .find("KafkaUser", user)
                .map(found -> each(found.spec().path("authorization").path("acls"))
                        .map(right -> right.path("resource").path("type").asText() + " "
                                + right.path("resource").path("name").asText() + " "
                                + each(right.path("operations"))
                                        .map(operation -> operation.asText())
                                        .sorted()
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    private static void compare(String what, Set<String> needed, Set<String> there, List<String> problems) {
        needed.stream()
                .filter(one -> !there.contains(one))
                .forEach(one -> problems.add(what + ": " + one + " is missing"));
        there.stream()
                .filter(one -> !needed.contains(one))
                .forEach(one -> problems.add(what + ": " + one + " is more than is needed"));
    }
}
