package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.awaitility.core.ConditionTimeoutException;
import org.mentoring.local.platform.Catalogue;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.ProcessIdentity;

import static org.awaitility.Awaitility.await;

/** Injects faults into the parts of a running platform, and waits until they have recovered. */
final class Injection {

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);
    private static final Duration LONGEST_SESSION = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final PlatformPaths paths;

    Injection(PlatformPaths paths) {
        this.paths = paths;
    }

    /** The parts that have a process. */
    List<String> parts() {
        return states().filter(part -> part.process() != null)
                .map(PartState::name)
                .toList();
    }

    /**
     * Injects the fault, ends it, and waits for the recovery.
     *
     * @return how long the recovery took after the end of the fault; null when it exceeded the limit
     */
    Duration inject(Fault fault) throws IOException, InterruptedException, ExecutionException {
        var process = process(fault.part());
        var killed = fault.killed() == null ? null : process(fault.killed());
        switch (fault.kind()) {
            case KILL -> process.destroyForcibly();
            case FREEZE -> {
                signal("STOP", process);
                try {
                    TimeUnit.SECONDS.sleep(fault.seconds());
                    if (killed != null) {
                        killed.destroyForcibly();
                    }
                } finally {
                    signal("CONT", process);
                }
            }
            case REWIND -> {
                signal("STOP", process);
                try {
                    rewind(fault.part());
                } finally {
                    signal("CONT", process);
                }
            }
        }
        return awaitRecovery(fault, killed);
    }

    private ProcessHandle process(String name) {
        return states().filter(part -> part.name().equals(name))
                .map(PartState::process)
                .findFirst()
                .flatMap(ProcessIdentity::find)
                .orElseThrow();
    }

    private Duration awaitRecovery(Fault fault, ProcessHandle killed) {
        var began = System.nanoTime();
        try {
            await().atMost(LONGEST_RECOVERY)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> hasRecovered(fault, killed));
        } catch (ConditionTimeoutException tooLong) {
            return null;
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean hasRecovered(Fault fault, ProcessHandle killed) {
        var replaced = killed == null
                || states().anyMatch(part -> fault.kills(part.name())
                        && part.phase() == Phase.READY
                        && part.process().pid() != killed.pid());
        try {
            return replaced
                    && states().allMatch(part -> part.phase() == Phase.READY || part.phase() == Phase.DONE)
                    && everyServiceIsReady()
                    && Catalogue.answers(paths.ports().gateway(), "/api/v1/mentors");
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean everyServiceIsReady() throws IOException {
        for (var application : Ports.APPLICATIONS) {
            if (!Catalogue.answers(paths.ports().managementOf(application), Catalogue.READY)) {
                return false;
            }
        }
        return true;
    }

    /** With all that it started, as PostgreSQL does for each connection. */
    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        var command = Stream.concat(
                        Stream.of("kill", "-" + name),
                        Stream.concat(Stream.of(process), process.descendants()).map(one -> Long.toString(one.pid())))
                .toList();
        // One of them may have ended meanwhile, which is no failure.
        new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    /** The groups must be empty for it, so their members are frozen until their sessions are over. */
    private void rewind(String service) throws InterruptedException, ExecutionException {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", paths.addresses().kafka()))) {
            var groups = admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .filter(group -> group.startsWith(service + "-service"))
                    .toList();
            await("the consumer groups of " + service + " to be empty")
                    .atMost(LONGEST_SESSION)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> admin.describeConsumerGroups(groups).all().get().values().stream()
                            .allMatch(group -> group.groupState() == GroupState.EMPTY));
            for (var group : groups) {
                var beginning =
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().keySet().stream()
                                .collect(Collectors.toMap(
                                        partition -> partition, partition -> new OffsetAndMetadata(0)));
                if (!beginning.isEmpty()) {
                    admin.alterConsumerGroupOffsets(group, beginning).all().get();
                }
            }
        }
    }

    private Stream<PartState> states() {
        return new RunningPlatform(paths).state().stream().flatMap(state -> state.parts().stream());
    }
}
