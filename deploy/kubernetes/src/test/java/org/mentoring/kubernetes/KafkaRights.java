package org.mentoring.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.mentoring.kubernetes.Resource.each;

/**
 * Each service has the topics that it names in its configuration, is scaled by how far it is behind with those that it works
 * for, and has in Kafka the rights that it needs and no others. Where the broker is not kept by an operator, as in the demo,
 * there is nothing to hold.
 */
final class KafkaRights {

    private KafkaRights() {}

    static List<String> problems(Installation installation) {
        if (installation.all("Kafka").findAny().isEmpty()) {
            return List.of();
        }
        var problems = new ArrayList<String>();
        var channels = Installation.SERVICES.stream().collect(Collectors.toMap(service -> service, Channels::of));
        var parked = channels.values().stream()
                .flatMap(of -> of.parks().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var topics = new TreeSet<>(parked);
        channels.forEach((service, of) -> {
            var rights = new TreeMap<String, Set<String>>();
            Architecture.PUBLISHES.get(service).forEach(topic -> need(rights, "topic " + topic, "Describe", "Write"));
            of.listens().forEach(topic -> need(rights, "topic " + topic, "Describe", "Read"));
            of.parks().forEach(topic -> need(rights, "topic " + topic, "Describe", "Write"));
            of.groups().forEach(group -> need(rights, "group " + group, "Read"));
            for (var topic : parked) {
                if (of.listensTo(topic)) {
                    need(rights, "topic " + topic, "Describe", "Read");
                    need(rights, "topic " + topic.replaceAll("dlq$", "retry"), "Describe", "Write");
                }
            }
            topics.addAll(Architecture.PUBLISHES.get(service));
            topics.addAll(of.listens());
            var needed = rights.entrySet().stream()
                    .map(right -> right.getKey() + " " + String.join(" ", right.getValue()))
                    .collect(Collectors.toCollection(TreeSet::new));
            installation
                    .find("ScaledObject", service + "-service")
                    .ifPresent(scaler -> compare(scaler.toString(), of.urgent(), watched(scaler), problems));
            compare("KafkaUser " + service + "-service", needed, rights(installation, service + "-service"), problems);
        });
        compare(
                "The topics",
                topics,
                installation.all("KafkaTopic").map(Resource::name).collect(Collectors.toSet()),
                problems);
        return problems;
    }

    /**
     * What a service is connected to.
     *
     * @param listens topics by name, those of replays among them
     * @param urgent those among them that it reads as the group of its name, without replays: what else it reads may lag
     * @param patterns of the names of further topics; whoever reads what is parked hands it back for a replay
     */
    private record Channels(
            Set<String> listens, Set<String> urgent, List<Pattern> patterns, Set<String> parks, Set<String> groups) {

        private static final String INCOMING = "mp\\.messaging\\.incoming\\.[a-z-]+\\.";

        static Channels of(String service) {
            var settings = new TreeMap<>(KnownSettings.of(service).effective(Map.of(), ""));
            settings.replaceAll((name, value) ->
                    value == null ? null : value.replace("${quarkus.application.name}", service + "-service"));
            var patterns = settings.keySet().stream()
                    .filter(name -> name.matches(INCOMING + "pattern"))
                    .map(name -> settings.get(name.replaceAll("pattern$", "topic")))
                    .toList();
            return new Channels(
                    Stream.of("topic", "topics")
                            .flatMap(property -> values(settings, property))
                            .flatMap(names -> Stream.of(names.split(",")))
                            .filter(name -> !patterns.contains(name))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    settings.entrySet().stream()
                            .filter(entry -> entry.getKey().matches(INCOMING + "topics?"))
                            .filter(entry -> (service + "-service")
                                    .equals(settings.get(entry.getKey().replaceAll("topics?$", "group.id"))))
                            .flatMap(entry -> Stream.of(entry.getValue().split(",")))
                            .filter(name -> !name.endsWith(".retry"))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    patterns.stream().map(Pattern::compile).toList(),
                    values(settings, "dead-letter-queue\\.topic").collect(Collectors.toCollection(TreeSet::new)),
                    values(settings, "group\\.id").collect(Collectors.toCollection(TreeSet::new)));
        }

        boolean listensTo(String topic) {
            return patterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
        }

        private static Stream<String> values(Map<String, String> settings, String property) {
            return settings.entrySet().stream()
                    .filter(entry -> entry.getKey().matches(INCOMING + property))
                    .map(Map.Entry::getValue);
        }
    }

    private static Set<String> watched(Resource scaler) {
        return each(scaler.spec().path("triggers"))
                .map(trigger -> trigger.path("metadata").path("topic").asText())
                .filter(topic -> !topic.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void need(Map<String, Set<String>> rights, String what, String... operations) {
        rights.computeIfAbsent(what, none -> new TreeSet<>()).addAll(List.of(operations));
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
