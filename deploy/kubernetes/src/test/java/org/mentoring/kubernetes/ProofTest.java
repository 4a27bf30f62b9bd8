package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.local.gateway.StrictManifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mentoring.kubernetes.Resource.each;

/** Checks, without a cluster, what operators run besides kubectl: scripts, versions, and the installation of {@code prove}. */
class ProofTest {

    private static final Path KUBERNETES = Installation.FOLDER;

    @TempDir
    private Path folder;

    @Test
    void scriptsPassShellcheck() throws Exception {
        var found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(on -> Files.isExecutable(Path.of(on, "shellcheck")));
        assertThat(found || !"true".equals(System.getenv("CI")))
                .as("shellcheck is on the PATH")
                .isTrue();
        assumeTrue(found, "shellcheck is not on the PATH");
        run("shellcheck", "-x", "prove", "restore", "pin-images", "overlays/demo/make-secrets", "../../.ci/run");
    }

    @Test
    void installsProductionOnOneMachine() {
        var proof = Installation.of("prove");

        assertThat(ManifestModels.problems(proof)).isEmpty();
        assertThat(Stream.concat(proof.workloads(), proof.all("Keycloak")).map(Resource::name))
                .containsAll(Stream.concat(
                                Installation.of("production").workloads(),
                                Installation.of("production").all("Keycloak"))
                        .map(Resource::name)
                        .toList());
        // None of the images of ours comes from a registry.
        assertThat(proof.services())
                .extracting(service ->
                        service.podTemplate().at("/spec/containers/0/image").asText())
                .allMatch(image -> image.matches("mentoring/[a-z]+-service:1\\.0\\.0"));
        assertThat(ManifestModels.problems(Installation.parse(
                        "drill", Kustomize.render(KUBERNETES.resolve("overlays/prove-restore/template/drill")))))
                .isEmpty();
    }

    @Test
    void admitsTheKeycloakOperatorToARestrictedNamespace() throws Exception {
        var spec = StrictManifests.documents(KUBERNETES.resolve("keycloak-operator-patch.yaml"))
                .getFirst()
                .at("/spec/template/spec");

        assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(spec.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(OperatorResources.restricted(spec.at("/containers/0/securityContext")))
                .isTrue();
        assertThat(Files.readString(KUBERNETES.resolve("prove")))
                .contains("patch deployment keycloak-operator --patch-file \"$HERE/keycloak-operator-patch.yaml\"");
    }

    @Test
    void theGuideInstallsTheSameOperators() throws IOException {
        var proof = Files.readString(KUBERNETES.resolve("prove"));
        var operators = commands(proof.substring(proof.indexOf("operators() {"), proof.indexOf("images() {")));
        var guide = Files.readString(KUBERNETES.resolve("README.md"));

        assertThat(commands(
                        guide.substring(guide.indexOf(". ./versions.env"), guide.indexOf("2. Make a ClusterIssuer"))))
                .hasSizeGreaterThan(10)
                .isSubsetOf(operators)
                // A cluster has metrics already.
                .containsAll(operators.stream()
                        .filter(command -> !command.contains("metrics-server"))
                        .toList());
    }

    private static List<String> commands(String text) {
        return text.replace("\\\n", " ")
                .replace("\"", "")
                .replace("$HERE/", "")
                .replace("$keycloak/", "$raw/keycloak/keycloak-k8s-resources/$KEYCLOAK/kubernetes/")
                .replace("$github/", "https://github.com/")
                .replace("$raw/", "https://raw.githubusercontent.com/")
                .lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> line.startsWith("kubectl ") || line.startsWith("helm "))
                .toList();
    }

    /** A commit ends the recovery; none comes after the moment unless the drill makes one. */
    @Test
    void theDrillRestoresAnArchivedMoment() throws IOException {
        assertThat(Files.readString(KUBERNETES.resolve("prove")))
                .containsSubsequence("moment=$(date", "CREATE TABLE", "pg_switch_wal", "drill booking \"$moment\"");
    }

    @Test
    void createsEverySecretThatProductionReads() throws Exception {
        var file = Files.writeString(folder.resolve("store.yaml"), run("./prove", "secrets"));
        var store = new Resource(StrictManifests.documents(file).getFirst());
        assertThat(ManifestModels.problems(new Installation("proof", List.of(store))))
                .isEmpty();
        var entries = new TreeMap<String, List<String>>();
        for (var entry : store.spec().at("/provider/fake/data")) {
            var names = new ArrayList<String>();
            new ObjectMapper()
                    .readTree(entry.path("value").asText())
                    .fieldNames()
                    .forEachRemaining(names::add);
            entries.put(entry.path("key").asText(), names);
        }
        Installation.of("production")
                .all("ExternalSecret")
                .flatMap(secret -> each(secret.spec().path("data")))
                .map(entry -> entry.path("remoteRef"))
                .forEach(reference -> assertThat(
                                entries.getOrDefault(reference.path("key").asText(), List.of()))
                        .as(reference.toString())
                        .contains(reference.path("property").asText()));
    }

    @Test
    void versionsMatchTheCompatibilityPage() throws IOException {
        var versions = versions();
        var table = Files.readAllLines(KUBERNETES.resolve("compatibility.md")).stream()
                .filter(line -> line.matches("\\| .+ \\| [0-9].*\\|.*\\|.*\\|"))
                .map(line -> line.split("\\|")[4].strip())
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(table)
                .containsExactlyInAnyOrderElementsOf(
                        versions.values().stream().map(Object::toString).toList());
        assertThat(Files.readString(KUBERNETES.resolve("overlays/demo/keycloak.yaml")))
                .contains("keycloak/keycloak:" + versions.getProperty("KEYCLOAK"));
        assertThat(Files.readString(KUBERNETES.resolve("README.md")))
                .as("no version of an operator beside those of compatibility.md")
                .doesNotContain("1.27", "26.7", "2.20", "0.51");
        // Every version that is named is one that the proof installs.
        var used = new TreeSet<String>();
        Pattern.compile("\\$\\{?([A-Z_]+)")
                .matcher(Files.readString(KUBERNETES.resolve("prove")))
                .results()
                .forEach(match -> used.add(match.group(1)));
        assertThat(versions.stringPropertyNames().stream().filter(name -> !name.equals("GATEWAY_API")))
                .isSubsetOf(used);
    }

    static Properties versions() throws IOException {
        var versions = new Properties();
        try (var reader = Files.newBufferedReader(KUBERNETES.resolve("versions.env"))) {
            versions.load(reader);
        }
        return versions;
    }

    @Test
    void theGuideRotatesEverySecret() throws IOException {
        var guide = Files.readString(KUBERNETES.resolve("../README.md"));
        var rotation =
                guide.substring(guide.indexOf("## Rotate secrets and keys"), guide.indexOf("## Rebuild a projection"));

        assertThat(Installation.of("production").all("ExternalSecret").map(Resource::name))
                .allMatch(name -> rotation.contains("`" + name.replaceFirst("^[a-z]+(-database-)", "booking$1") + "`"));
    }

    @Test
    void theGuideStatesTheMinimumSizeOfProduction() throws IOException {
        var production = Installation.of("production");
        var least = new TreeMap<String, Integer>();
        Stream.of("HorizontalPodAutoscaler", "ScaledObject")
                .flatMap(production::all)
                .forEach(scaler -> least.put(
                        scaler.name(),
                        scaler.spec()
                                .path("minReplicas")
                                .asInt(scaler.spec().path("minReplicaCount").asInt())));
        var totals = new double[2];
        production
                .workloads()
                .forEach(workload -> add(
                        totals,
                        least.get(workload.name()),
                        workload.podTemplate().at("/spec/containers/0/resources/requests")));
        production
                .all("Cluster")
                .forEach(database -> add(
                        totals,
                        database.spec().path("instances").asInt(),
                        database.spec().at("/resources/requests")));
        production
                .all("KafkaNodePool")
                .forEach(pool -> add(
                        totals,
                        pool.spec().path("replicas").asInt(),
                        pool.spec().at("/resources/requests")));
        production
                .all("Keycloak")
                .forEach(keycloak -> add(
                        totals,
                        keycloak.spec().path("instances").asInt(),
                        keycloak.spec().at("/resources/requests")));
        production
                .all("EnvoyProxy")
                .forEach(proxy -> add(
                        totals,
                        proxy.spec()
                                .at("/provider/kubernetes/envoyHpa/minReplicas")
                                .asInt(),
                        proxy.spec().at("/provider/kubernetes/envoyDeployment/container/resources/requests")));

        assertThat(Files.readString(KUBERNETES.resolve("../README.md")))
                .contains("%.1f processors and %.0f GiB".formatted(totals[0], totals[1]));
    }

    private static void add(double[] totals, int times, JsonNode requests) {
        var processor = requests.path("cpu").asText();
        totals[0] += times
                * (processor.endsWith("m")
                        ? Integer.parseInt(processor.replace("m", "")) / 1000.0
                        : Double.parseDouble(processor));
        var memory = requests.path("memory").asText();
        totals[1] += times * Integer.parseInt(memory.replaceAll("[GM]i", "")) / (memory.endsWith("Gi") ? 1.0 : 1024.0);
    }

    @Test
    void pinsEveryImageByDigest() throws Exception {
        var rendered = Files.writeString(folder.resolve("rendered.yaml"), Installation.text("production"));
        var crane = Files.writeString(
                folder.resolve("crane"),
                "#!/bin/sh\n[ $1 = digest ] && echo sha256:$(echo $2 | sha256sum | cut -c1-64)\n");
        assertThat(crane.toFile().setExecutable(true)).isTrue();

        var pinned = Installation.parse("production", run("./pin-images", rendered.toString()));

        assertThat(ManifestModels.problems(pinned)).isEmpty();
        assertThat(Workloads.problems(pinned)).isEmpty();
        var images = Pattern.compile("\"image(?:Name)?\":\"([^\"]+)\"")
                .matcher(pinned.resources().stream()
                        .filter(resource ->
                                resource.isWorkload() || resource.kind().equals("Cluster"))
                        .map(resource -> resource.document().toString())
                        .collect(Collectors.joining()))
                .results()
                .map(match -> match.group(1))
                .toList();
        // CloudNativePG refuses a digest without a tag: it could not tell an upgrade.
        assertThat(images)
                .hasSizeGreaterThan(10)
                .allMatch(image -> image.matches("[a-z0-9./-]+:[0-9][a-z0-9.-]*@sha256:[0-9a-f]{64}"));
    }

    @Test
    void argoCdAppliesProductionInWaves() {
        var application =
                new Resource(StrictManifests.documents(KUBERNETES.resolve("examples/argo-cd/application.yaml"))
                        .getFirst());
        assertThat(ManifestModels.problems(new Installation("argo", List.of(application))))
                .isEmpty();
        var path = application.spec().at("/source/path").asText();
        var applied = Installation.parse("production", Kustomize.render(Installation.REPOSITORY.resolve(path)));
        assertThat(applied.jobs()).isNotEmpty();
        assertThat(MistakesTest.CHECKS.stream().flatMap(check -> check.apply(applied).stream()))
                .isEmpty();
    }

    private String run(String... command) throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var errors = folder.resolve("errors");
        var builder = new ProcessBuilder(command)
                .directory(KUBERNETES.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
        var process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(output) + Files.readString(errors))
                .isZero();
        return Files.readString(output);
    }
}
