package org.mentoring.local.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.kit.embedded.Launch;
import org.mentoring.local.supervisor.Part.Probe;
import org.mentoring.local.supervisor.PartState.Phase;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SupervisorTest {

    private static final BackOff HASTE =
            new BackOff(Duration.ofMinutes(3), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1));
    private static final Probe AT_ONCE = () -> true;

    @TempDir
    Path directory;

    private final Map<String, PartState> states = new ConcurrentHashMap<>();
    private Supervisor supervisor;

    @AfterEach
    void stopAll() {
        if (supervisor != null) {
            supervisor.stop();
        }
    }

    @Test
    void startsAPartOnlyWhenWhatItNeedsIsReady() {
        var open = directory.resolve("open");
        start(
                server("database", Set.of(), "sleep 60", () -> Files.exists(open)),
                server("service", Set.of("database"), "sleep 60", AT_ONCE));

        await().atMost(2, MINUTES).until(() -> phase("database") == Phase.STARTING);
        assertThat(phase("service")).isEqualTo(Phase.WAITING);

        create(open);
        await().atMost(2, MINUTES).until(() -> phase("service") == Phase.READY);
        assertThat(supervisor.allReady()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void restartsAPartThatEndedAndKeepsItsLastLogLines() {
        start(server("fragile", Set.of(), "echo start; echo out of luck; exit 3", () -> false));

        // Between two starts; the state of the next start says nothing of the one before.
        var state = await().atMost(2, MINUTES)
                .until(
                        () -> states.get("fragile"),
                        seen -> seen != null
                                && seen.failures() >= 3
                                && seen.detail().contains("ended with 3"));

        assertThat(state.lastLogLines()).containsExactly("start", "out of luck");
        assertThat(state.failed()).isTrue();
    }

    @Test
    void replacesAKilledProcess() {
        start(server("service", Set.of(), "sleep 60", AT_ONCE));
        await().atMost(2, MINUTES).until(() -> phase("service") == Phase.READY);
        var first = states.get("service").process();

        first.find().orElseThrow().destroyForcibly();

        await().atMost(2, MINUTES)
                .until(() -> phase("service") == Phase.READY
                        && !first.equals(states.get("service").process()));
        assertThat(states.get("service").failures()).isEqualTo(1);
    }

    @Test
    void adoptsRunningPartsAndRestartsThem() throws Exception {
        var left = new ProcessBuilder("sleep", "60").start().toHandle();
        var prepared = directory.resolve("prepared");
        start(
                Map.of("database", left),
                new Part(
                        "database",
                        "",
                        Set.of(),
                        Part.Kind.SERVER,
                        () -> create(prepared),
                        () -> shell("database", "sleep 60"),
                        AT_ONCE),
                server("service", Set.of("database"), "sleep 60", AT_ONCE));
        assertThat(supervisor.allReady()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(states.get("database").process().find()).contains(left);
        assertThat(prepared).doesNotExist();

        left.destroyForcibly();

        await().atMost(2, MINUTES)
                .until(() -> phase("database") == Phase.READY
                        && states.get("database").process().pid() != left.pid());
        assertThat(prepared).exists();
    }

    @Test
    void stopsAdoptedParts() throws Exception {
        var left = new ProcessBuilder("sleep", "60").start().toHandle();
        start(Map.of("service", left), server("service", Set.of(), "sleep 60", AT_ONCE));
        await().atMost(2, MINUTES).until(() -> phase("service") == Phase.READY);

        supervisor.stop();

        assertThat(left.isAlive()).isFalse();
    }

    @Test
    void stopsEverythingAndWhatDependsOnOthersFirst() throws Exception {
        var ends = directory.resolve("ends");
        start(
                server("database", Set.of(), saysWhenItEnds("database", ends), ready("database")),
                server("service", Set.of("database"), saysWhenItEnds("service", ends), ready("service")),
                server("gateway", Set.of("service"), saysWhenItEnds("gateway", ends), ready("gateway")));
        assertThat(supervisor.allReady()).succeedsWithin(Duration.ofSeconds(30));
        var processes = states.values().stream().map(PartState::process).toList();

        supervisor.stop();

        assertThat(Files.readAllLines(ends)).containsExactly("gateway", "service", "database");
        assertThat(processes).allSatisfy(process -> assertThat(process.find()).isEmpty());
        assertThat(states.values()).extracting(PartState::phase).containsOnly(Phase.STOPPED);
    }

    @Test
    void startsNothingAfterItWasStopped() {
        start(
                server("database", Set.of(), "sleep 60", () -> false),
                server("service", Set.of("database"), "sleep 60", AT_ONCE),
                server("fragile", Set.of(), "exit 1", () -> false));
        await().atMost(2, MINUTES)
                .until(() ->
                        states.containsKey("fragile") && states.get("fragile").failures() > 0);

        supervisor.stop();

        assertThat(states.values()).extracting(PartState::phase).containsOnly(Phase.STOPPED);
        assertThat(directory.resolve("logs/service.log")).doesNotExist();
    }

    @Test
    void startsDependentsAfterATaskHasEnded() {
        var entered = directory.resolve("entered");
        start(
                Part.task("data", Set.of(), () -> shell("data", "echo 1 > " + entered)),
                server("reader", Set.of("data"), "cat " + entered + "; sleep 60", AT_ONCE));

        await().atMost(2, MINUTES).until(() -> phase("reader") == Phase.READY);
        assertThat(phase("data")).isEqualTo(Phase.DONE);
        assertThat(entered).exists();
    }

    @Test
    void reportsAFailedPreparationInOneSentence() {
        start(new Part(
                "identity",
                "",
                Set.of(),
                Part.Kind.SERVER,
                () -> {
                    throw new IllegalStateException("The archive is broken.");
                },
                () -> shell("identity", "sleep 60"),
                AT_ONCE));

        await().atMost(2, MINUTES).until(() -> phase("identity") == Phase.FAILED);
        assertThat(states.get("identity").detail()).isEqualTo("The archive is broken.");
    }

    @Test
    void givesMoreTimeToAPartThatWasTooSlow() {
        var impatience = new BackOff(Duration.ofSeconds(1), HASTE.first(), HASTE.most(), HASTE.resetAfter());
        start(
                impatience,
                Map.of(),
                server("slow", Set.of(), "rm -f slow.ready; sleep 3; touch slow.ready; sleep 60", ready("slow")));

        await().atMost(2, MINUTES).until(() -> phase("slow") == Phase.READY);
        assertThat(states.get("slow").failures()).isPositive();
    }

    @Test
    void stopsWhatWasNotStartedYet() {
        var notStarted = supervisor(
                HASTE,
                Map.of(),
                server("database", Set.of(), "sleep 60", AT_ONCE),
                server("service", Set.of("database"), "sleep 60", AT_ONCE));

        assertThat(CompletableFuture.runAsync(notStarted::stop, Thread::startVirtualThread))
                .succeedsWithin(Duration.ofSeconds(30));
        assertThat(phase("database")).isEqualTo(Phase.STOPPED);
    }

    @Test
    void refusesAnUnknownDependency() {
        assertThatThrownBy(() -> start(server("service", Set.of("database"), "sleep 60", AT_ONCE)))
                .hasMessageContaining("database");
    }

    private void start(Part... parts) {
        start(Map.of(), parts);
    }

    private void start(Map<String, ProcessHandle> adopted, Part... parts) {
        start(HASTE, adopted, parts);
    }

    private void start(BackOff backOff, Map<String, ProcessHandle> adopted, Part... parts) {
        supervisor = supervisor(backOff, adopted, parts);
        supervisor.start();
    }

    private Supervisor supervisor(BackOff backOff, Map<String, ProcessHandle> adopted, Part... parts) {
        return new Supervisor(
                List.of(parts),
                adopted,
                new Logs(directory.resolve("logs")),
                backOff,
                (part, launch) -> launch,
                all -> all.forEach(state -> states.put(state.name(), state)));
    }

    private Part server(String name, Set<String> needs, String script, Probe probe) {
        return Part.server(name, "", needs, () -> shell(name, script), probe);
    }

    private Launch shell(String name, String script) {
        return new Launch(name, List.of("sh", "-c", script), Map.of(), directory);
    }

    private String saysWhenItEnds(String name, Path file) {
        return "trap 'echo %s >> %s; exit 0' TERM; touch %s; while :; do sleep 0.05; done"
                .formatted(name, file, directory.resolve(name + ".ready"));
    }

    private Probe ready(String name) {
        return () -> Files.exists(directory.resolve(name + ".ready"));
    }

    private Phase phase(String part) {
        return states.containsKey(part) ? states.get(part).phase() : Phase.WAITING;
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
