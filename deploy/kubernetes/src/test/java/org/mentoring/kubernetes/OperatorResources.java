package org.mentoring.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import static org.mentoring.kubernetes.Resource.each;

/** What the operators of PostgreSQL, Kafka and Keycloak make of their resources: whether it starts, and is safe, where it runs. */
final class OperatorResources {

    /** The metadata version of each Kafka version that Strimzi 0.51 to 1.2 runs; the last one they have in common. */
    private static final Map<String, String> KAFKA_VERSIONS = Map.of("4.2.0", "4.2-IV1");

    private static final List<String> TIMEOUTS_OF_SESSIONS = List.of(
            "statement_timeout",
            "transaction_timeout",
            "lock_timeout",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout");
    /** How long exports are kept, and their dead letters. */
    private static final Duration EXPORTS = Duration.ofDays(1);

    private static final Duration EXPORTS_PUT_ASIDE = Duration.ofDays(7);
    /** Kafka's own, where nothing is said. */
    private static final Duration SEGMENT = Duration.ofDays(7);
    /** PostgreSQL's own, where nothing is said. */
    private static final String MAX_WAL_SIZE = "1GB";

    private final Installation installation;
    private final List<String> problems = new ArrayList<>();

    private OperatorResources(Installation installation) {
        this.installation = installation;
    }

    static List<String> problems(Installation installation) {
        var resources = new OperatorResources(installation);
        installation.all("Cluster").forEach(resources::database);
        installation.all("ObjectStore").forEach(resources::backups);
        installation.all("Kafka").forEach(resources::kafka);
        installation.all("KafkaTopic").forEach(resources::topic);
        installation.all("KeycloakRealmImport").forEach(resources::realm);
        installation.all("PodDisruptionBudget").forEach(resources::disruption);
        return resources.problems;
    }

    private void database(Resource cluster) {
        var postgresql = cluster.spec().path("postgresql");
        var parameters = postgresql.path("parameters");
        TIMEOUTS_OF_SESSIONS.forEach(timeout ->
                require(cluster, !parameters.has(timeout), "ends base backups and migrations by its " + timeout));
        require(
                cluster,
                parameters.has("max_slot_wal_keep_size"),
                "keeps WAL for a lost replica until its disk is full");
        require(
                cluster,
                megabytes(parameters.path("max_slot_wal_keep_size").asText("0MB"))
                                + megabytes(parameters.path("max_wal_size").asText(MAX_WAL_SIZE))
                        <= 0.8
                                * megabytes(cluster.spec()
                                        .at("/walStorage/size")
                                        .asText()
                                        .replace("i", "B")),
                "keeps more WAL for a lost replica than its disk has room for");
        require(
                cluster,
                cluster.spec().path("imageName").asText().matches(".*-(minimal|standard|system)-[a-z]+(@.*)?"),
                "has an image of a tag that is built no more, on a Debian without support");
        require(
                cluster,
                each(cluster.spec().path("plugins"))
                        .anyMatch(plugin -> plugin.path("isWALArchiver").asBoolean()),
                "archives no changes");
        require(
                cluster,
                each(postgresql.path("pg_hba")).anyMatch(rule -> rule.asText().equals("hostnossl all all all reject")),
                "lets connections in that are not encrypted");
        var statements = cluster.spec().path("bootstrap").path("initdb").path("postInitApplicationSQL");
        require(
                cluster,
                statements.isMissingNode()
                        || each(statements)
                                .anyMatch(one -> one.asText().matches("GRANT CONNECT ON DATABASE \\S+ TO pg_monitor")),
                "does not let the exporter of metrics connect, which is a member of pg_monitor");
        // Of the working role alone: migrations wait in a transaction, too.
        for (var role : cluster.spec().path("managed").path("roles")) {
            var name = role.path("name").asText();
            for (var timeout : List.of("statement_timeout", "idle_in_transaction_session_timeout")) {
                require(
                        cluster,
                        each(statements)
                                .anyMatch(one -> one.asText().startsWith("ALTER ROLE " + name + " SET " + timeout)),
                        "sets no " + timeout + " for " + name);
            }
            var secret = role.path("passwordSecret").path("name").asText();
            require(
                    cluster,
                    installation
                            .find("ExternalSecret", secret)
                            .map(one -> one.spec()
                                    .path("target")
                                    .path("template")
                                    .path("metadata")
                                    .path("labels")
                                    .path("cnpg.io/reload")
                                    .asText()
                                    .equals("true"))
                            .orElse(true),
                    "does not hear of a changed password in " + secret + " (cnpg.io/reload)");
        }
    }

    private static int megabytes(String size) {
        return Integer.parseInt(size.replaceAll("[GM]B", "")) * (size.endsWith("GB") ? 1024 : 1);
    }

    private void backups(Resource store) {
        var configuration = store.spec().path("configuration");
        require(
                store,
                configuration.path("data").path("immediateCheckpoint").asBoolean(),
                "waits for a spread checkpoint before a base backup");
        for (var part : List.of("wal", "data")) {
            require(store, configuration.path(part).has("encryption"), "stores " + part + " without encryption");
        }
    }

    private void kafka(Resource kafka) {
        var broker = kafka.spec().path("kafka");
        var template = broker.path("template");
        require(
                kafka,
                broker.path("metadataVersion")
                        .asText()
                        .equals(KAFKA_VERSIONS.get(broker.path("version").asText())),
                "has a version that the operators named in README.md do not run, or another one's metadata version");
        require(
                kafka,
                !template.path("pod").has("securityContext")
                        || template.path("pod").path("securityContext").has("fsGroup"),
                "cannot write to its volumes: the security context of its pods names no fsGroup");
        Stream.of("kafkaContainer", broker.has("rack") ? "initContainer" : "kafkaContainer")
                .distinct()
                .forEach(container -> require(
                        kafka,
                        restricted(template.path(container).path("securityContext")),
                        "is not admitted to a restricted namespace: " + container));
        for (var container : List.of("topicOperatorContainer", "userOperatorContainer")) {
            require(
                    kafka,
                    restricted(kafka.spec()
                            .path("entityOperator")
                            .path("template")
                            .path(container)
                            .path("securityContext")),
                    "is not admitted to a restricted namespace: " + container);
        }
    }

    private void topic(Resource topic) {
        var config = topic.spec().path("config");
        if (config.path("cleanup.policy").asText().equals("compact")) {
            var longest = config.path("max.compaction.lag.ms").asLong(Long.MAX_VALUE);
            var erasedAgain = Duration.parse(
                    KnownSettings.of("user").effective(Map.of(), "").get("mentoring.erasure.recheck-for"));
            require(
                    topic,
                    longest >= config.path("min.compaction.lag.ms").asLong() && longest < erasedAgain.toMillis(),
                    "keeps events of people who left for longer than services erase what late ones bring back");
        }
        // A segment is deleted by its newest event, so that its oldest one is kept for as long as the segment grew,
        // too.
        var kept =
                config.path("retention.ms").asLong() + config.path("segment.ms").asLong(SEGMENT.toMillis());
        require(
                topic,
                !topic.name().startsWith("mentoring.exports")
                        || kept <= (topic.name().equals("mentoring.exports") ? EXPORTS : EXPORTS_PUT_ASIDE).toMillis(),
                "keeps what was exported for a person longer than the guide says");
    }

    private void realm(Resource realm) {
        var mail = realm.spec().path("realm").path("smtpServer");
        for (var setting : List.of("starttls", "auth")) {
            require(
                    realm,
                    mail.path(setting).asText().matches("true|\\$\\{[A-Z_]+:true}"),
                    "sends mails without " + setting);
        }
        require(realm, mail.has("user") && mail.has("password"), "has no login for the mail server");
    }

    private void disruption(Resource budget) {
        require(
                budget,
                budget.spec().path("unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow"),
                "keeps a node from being drained for a pod that is not ready");
    }

    static boolean restricted(JsonNode context) {
        return !context.path("allowPrivilegeEscalation").asBoolean(true)
                && context.path("runAsNonRoot").asBoolean()
                && context.path("capabilities").path("drop").toString().equals("[\"ALL\"]");
    }

    private void require(Resource resource, boolean holds, String otherwise) {
        if (!holds) {
            problems.add(resource + " " + otherwise);
        }
    }
}
