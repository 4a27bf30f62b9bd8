package org.mentoring.kubernetes;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A wrong character or two in a manifest is found, by a message that names it. */
class MistakesTest {

    static final List<Function<Installation, List<String>>> CHECKS = List.of(
            ManifestModels::problems,
            References::problems,
            Settings::problems,
            Workloads::problems,
            OperatorResources::problems,
            NetworkConnections::problems,
            KafkaRights::problems,
            GatewayAccess::problems,
            Encryption::problems,
            Availability::problems);

    /**
     * @param right what stands in the rendered manifests, where it stands first
     * @param wrong what somebody wrote instead
     */
    record Mistake(String overlay, String right, String wrong, String message) {}

    static Stream<Mistake> mistakes() {
        return Stream.of(
                inProduction(
                        "maxUnavailable: 0",
                        "maxUnavailible: 0",
                        "Deployment booking-service: spec.strategy.rollingUpdate.maxUnavailible is no field"),
                inProduction(
                        "maxSurge: 1",
                        "maxSurge: 0",
                        "Deployment booking-service cannot be updated without a replica more"),
                inProduction(
                        "- app.kubernetes.io/name\n",
                        "- app.kubernetes.io/version\n",
                        "Deployment booking-service is spread together with other services"),
                inProduction(
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        "Deployment booking-service container service may write to its image"),
                inProduction(
                        "isWALArchiver: true",
                        "isWalArchiver: true",
                        "Cluster booking-database: spec.plugins[0].isWalArchiver is no field"),
                inProduction(
                        "isWALArchiver: true", "isWALArchiver: false", "Cluster booking-database archives no changes"),
                inProduction(
                        "unit: Minute\n",
                        "unit: Minutes\n",
                        "BackendTrafficPolicy booking-limits: spec.rateLimit.local.rules[3].limit.unit is \"Minutes\""),
                inProduction(
                        "sslRequired: external",
                        "sslRequird: external",
                        "KeycloakRealmImport mentoring spec.realm: sslRequird is no field"),
                inProduction("partitions: 6", "partitons: 6", "spec.partitons is no field of a KafkaTopic"),
                inProduction(
                        "secretName: booking-database-ca",
                        "secretName: boking-database-ca",
                        "Deployment booking-service names the Secret boking-database-ca, which nothing makes"),
                inProduction(
                        "key: sasl.jaas.config",
                        "key: sasl.jas.config",
                        "Deployment booking-service names the key sasl.jas.config of the Secret booking-service"),
                inProduction(
                        "barmanObjectName: backups",
                        "barmanObjectName: backup",
                        "Cluster booking-database names the ObjectStore backup, which is not there"),
                inProduction(
                        "topic: mentoring.calendars",
                        "topic: mentoring.calendar",
                        "ScaledObject booking-service names the KafkaTopic mentoring.calendar, which is not there"),
                inProduction(
                        "- Read\n",
                        "- Write\n",
                        "KafkaUser booking-service: topic mentoring.mentors Describe Read is missing"),
                inProduction(
                        "MENTORING_CALENDARS_WEB_ADDRESS",
                        "MENTORING_CALENDARS_WEB_ADRESS",
                        "The settings tell MENTORING_CALENDARS_WEB_ADRESS, which no service reads"),
                inProduction(
                        "MENTORING_CALENDARS_WEB_ADDRESS",
                        "MENTORING_CALENDARS_WEB_ADRESS",
                        "mentor-service, container service is not told MENTORING_CALENDARS_WEB_ADDRESS, and would use"),
                inProduction(
                        "MENTORING_DATABASE_APP_PASSWORD",
                        "MENTORING_DATABASE_APP_PASWORD",
                        "booking-service, container service is not told mentoring.database.app.password"),
                inProduction(
                        "issuer: https://mentoring.example.org/realms/mentoring",
                        "issuer: https://mentoring.example.org/realms/mentorin",
                        "SecurityPolicy callers believes https://mentoring.example.org/realms/mentorin,"),
                inProduction(
                        "- x-forwarded-host",
                        "- x-forwarded-hosts",
                        "A client could say the header x-forwarded-host itself"),
                inProduction(
                        "networkPolicyPeers:",
                        "networkPolicyPeer:",
                        "The network policies allow stranger -> kafka:9092, which the architecture does not have"),
                inProduction(
                        "withUnderscoresAction: RejectRequest",
                        "maxRequestHeaderLimit: 16Ki",
                        "ClientTrafficPolicy clients: spec.headers.maxRequestHeaderLimit is no field"),
                inProduction(
                        "wal_compression: \"on\"",
                        "statement_timeout: 60s",
                        "Cluster booking-database ends base backups and migrations by its statement_timeout"),
                inProduction(
                        "wal_compression: \"on\"",
                        "idle_in_transaction_session_timeout: 60s",
                        "Cluster booking-database ends base backups and migrations by its idle_in_transaction"),
                inProduction(
                        "max_slot_wal_keep_size: 2GB",
                        "log_lock_waits: \"on\"",
                        "Cluster booking-database keeps WAL for a lost replica until its disk is full"),
                inProduction(
                        "max_slot_wal_keep_size: 2GB",
                        "max_slot_wal_keep_size: 4GB",
                        "Cluster booking-database keeps more WAL for a lost replica than its disk has room for"),
                inProduction(
                        "ALTER ROLE booking_app SET statement_timeout",
                        "ALTER ROLE booking_app SET lock_timeout",
                        "Cluster booking-database sets no statement_timeout for booking_app"),
                inProduction(
                        "GRANT CONNECT ON DATABASE booking TO pg_monitor",
                        "GRANT CONNECT ON DATABASE booking TO pg_monitors",
                        "Cluster booking-database does not let the exporter of metrics connect"),
                inProduction(
                        "hostnossl all all all reject",
                        "host all all all scram-sha-256",
                        "Cluster booking-database lets connections in that are not encrypted"),
                inProduction(
                        "immediateCheckpoint: true",
                        "immediateCheckpoint: false",
                        "ObjectStore backups waits for a spread checkpoint"),
                inProduction(
                        "cnpg.io/reload: \"true\"",
                        "cnpg.io/reload: \"false\"",
                        "does not hear of a changed password in booking-database-app"),
                inProduction("fsGroup: 0", "runAsGroup: 0", "Kafka mentoring cannot write to its volumes"),
                inProduction(
                        "initContainer:",
                        "jmxContainer:",
                        "Kafka mentoring is not admitted to a restricted namespace: initContainer"),
                inProduction("version: 4.2.0", "version: 4.1.1", "Kafka mentoring has a version that the operators"),
                inProduction(
                        "max.compaction.lag.ms: 2678400000",
                        "max.compaction.lag.ms: 2764800000",
                        "KafkaTopic mentoring.availability keeps events of people who left for longer than"),
                inProduction(
                        "app: keycloak-realm-import",
                        "app: keycloak-realm-imports",
                        "The network policies do not allow realm-import -> keycloak-database:5432"),
                inProduction(
                        "app.kubernetes.io/name: keycloak-operator",
                        "app.kubernetes.io/name: keycloak-operators",
                        "The network policies do not allow keycloak-operator -> internet:443"),
                inProduction(
                        "port: 8089",
                        "port: 8090",
                        "The network policies do not allow gateway -> certificate-solver:8089"),
                inProduction(
                        "START_TLS:true",
                        "START_TLS:false",
                        "KeycloakRealmImport mentoring sends mails without starttls"),
                inProduction(
                        "unhealthyPodEvictionPolicy: AlwaysAllow",
                        "unhealthyPodEvictionPolicy: IfHealthyBudget",
                        "PodDisruptionBudget booking-service keeps a node from being drained"),
                inProduction("  QUARKUS_PROFILE: prod,tls\n", "", "Deployment booking-service answers without TLS"),
                inProduction(
                        "secretName: booking-service-tls",
                        "secretName: review-service-tls",
                        "Deployment booking-service has no certificate of the name booking-service"),
                inProduction(
                        "    hostname: booking-service\n",
                        "    hostname: booking\n",
                        "BackendTLSPolicy booking-service asks for the certificate of booking"),
                inProduction(
                        "kind: BackendTLSPolicy\nmetadata:\n  name: keycloak",
                        "kind: ServiceAccount\nmetadata:\n  name: keycloak",
                        "HTTPRoute keycloak leads to keycloak-service without TLS"),
                inProduction(
                        "uri: https://keycloak-service",
                        "uri: http://keycloak-service",
                        "SecurityPolicy callers fetches keys without TLS"),
                inProduction(
                        "MENTORING_ISSUER_ADDRESS: https:",
                        "MENTORING_ISSUER_ADDRESS: http:",
                        "Deployment booking-service calls http://keycloak-service:8080/realms/mentoring without TLS"),
                inProduction(
                        "backchannel.logout.url: https:",
                        "backchannel.logout.url: http:",
                        "KeycloakRealmImport mentoring calls http://web-client:8080/back-channel-logout without TLS"),
                inProduction(
                        "?sslmode=verify-full", "?sslmode=require", "Keycloak keycloak does not verify its database"),
                inProduction(
                        "&socketTimeout=60", "", "Keycloak keycloak waits for a database that says nothing any more"),
                inProduction(
                        "transaction-default-timeout",
                        "transaction-setup-timeout",
                        "Keycloak keycloak waits for a database that says nothing any more"),
                inProduction("httpEnabled: false", "httpEnabled: true", "Keycloak keycloak answers without TLS"),
                inProduction("  isCA: true\n", "", "No Certificate of an authority makes the Secret inside-authority"),
                inProduction(
                        "      kind: EnvoyProxy\n      name: gateway",
                        "      kind: EnvoyProxy\n      name: entry",
                        "Gateway mentoring has one proxy"),
                inProduction(
                        "envoyPDB:", "envoyPdb:", "EnvoyProxy gateway: spec.provider.kubernetes.envoyPdb is no field"),
                inProduction(
                        "externalTrafficPolicy: Local",
                        "externalTrafficPolicy: Cluster",
                        "EnvoyProxy gateway counts the addresses of nodes instead of clients'"),
                inProduction(
                        "  update:\n    strategy: Auto\n",
                        "",
                        "Keycloak keycloak stops all its instances for every new image"),
                inProduction(
                        "      app: keycloak\n  unhealthy",
                        "      app: keycloack\n  unhealthy",
                        "Keycloak keycloak has no PodDisruptionBudget"),
                inProduction(
                        "- strimzi.io/pool-name",
                        "- pool-name",
                        "Kafka mentoring may have two controllers on one node"),
                inProduction("minReplicas: 2", "minReplicas: 1", "Deployment docs may come down to 1 replicas"),
                inProduction(
                        "failureThreshold: 120",
                        "failureThreshold: 60",
                        "Deployment booking-service may take 60 s to start"),
                inProduction(
                        "dataDurability: preferred",
                        "dataDurability: prefered",
                        "Cluster booking-database: spec.postgresql.synchronous.dataDurability is"),
                inProduction(
                        "name: Content-Security-Policy",
                        "name: Content-Security",
                        "ClientTrafficPolicy clients lets answers out without Content-Security-Policy"),
                inProduction(
                        "name: Cache-Control",
                        "name: Cache",
                        "ClientTrafficPolicy clients lets answers out without Cache-Control"),
                inProduction(
                        "    connectionLimit:\n      value: 20000\n",
                        "    connectionLimit: {}\n",
                        "ClientTrafficPolicy clients takes connections without a limit"),
                inProduction(
                        "drainTimeout: 60s",
                        "drainTimeout: 20s",
                        "EnvoyProxy gateway ends before the requests that it has begun"),
                inProduction(
                        "acme.cert-manager.io/http01-solver: \"true\"",
                        "acme.cert-manager.io/solver: \"true\"",
                        "NetworkPolicy certificate-solver selects no pod"),
                inProduction(
                        "-minimal-trixie", "", "Cluster booking-database has an image of a tag that is built no more"),
                inProduction(
                        "segment.ms: 3600000",
                        "segment.ms: 36000000",
                        "KafkaTopic mentoring.exports keeps what was exported for a person longer than the guide says"),
                inProduction(
                        "rotationPolicy: Never",
                        "rotationPolicy: Always",
                        "Certificate inside-authority gets a new key when it is renewed"),
                inProduction(
                        "key: cnpg.io/cluster\n      operator: Exists\n---",
                        "key: cnpg.io/clusters\n      operator: Exists\n---",
                        "PodMonitor databases selects no pod"),
                inTheDemo(
                        "containerPort: 9000",
                        "containerPort: 9001",
                        "Deployment booking-service does not show the port 9000 (management)"),
                inTheDemo(
                        "path: /q/health/ready",
                        "path: /q/health/redy",
                        "Deployment booking-service has no readinessProbe of /q/health/ready"),
                inTheDemo(
                        "terminationGracePeriodSeconds: 45",
                        "terminationGracePeriodSeconds: 4",
                        "Deployment booking-service is killed after PT4S"),
                inTheDemo(
                        "value: /api/v1/reviews",
                        "value: /api/v2/reviews",
                        "HTTPRoute review-service routes /api/v2/reviews, which is not public"),
                inTheDemo(
                        "database.mentoring/review: \"yes\"\n  policyTypes",
                        "database.mentoring/reviews: \"yes\"\n  policyTypes",
                        "The network policies do not allow review-service -> postgres:5432"),
                inTheDemo(
                        "owning-gateway-name: mentoring",
                        "owning-gateway-nam: mentoring",
                        "The network policies do not allow gateway -> booking-service:8080"),
                inTheDemo(
                        "targetPort: page",
                        "targetPort: pages",
                        "Service mail leads to the port pages, which Deployment mail does not have"),
                inTheDemo(
                        "serviceAccountName: booking-service",
                        "serviceAccountName: booking-servce",
                        "Deployment booking-service names the ServiceAccount booking-servce, which is not there"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void areReported(Mistake mistake) {
        var text = Installation.text(mistake.overlay());
        assertThat(text).contains(mistake.right());
        var at = text.indexOf(mistake.right());
        var changed = text.substring(0, at)
                + mistake.wrong()
                + text.substring(at + mistake.right().length());
        var installation = Installation.parse(mistake.overlay(), changed);
        assertThat(CHECKS.stream()
                        .anyMatch(check -> check.apply(installation).stream()
                                .anyMatch(problem -> problem.contains(mistake.message()))))
                .as(() -> "%s is among the problems %s".formatted(mistake.message(), problems(installation)))
                .isTrue();
    }

    private static List<String> problems(Installation installation) {
        return CHECKS.stream()
                .flatMap(check -> check.apply(installation).stream())
                .toList();
    }

    private static Mistake inProduction(String right, String wrong, String message) {
        return new Mistake("production", right, wrong, message);
    }

    private static Mistake inTheDemo(String right, String wrong, String message) {
        return new Mistake("demo", right, wrong, message);
    }
}
