package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.mentoring.benchmark.ConsumerGroups;
import org.mentoring.benchmark.campaign.Fault.Clock;
import org.mentoring.benchmark.campaign.Fault.Connections;
import org.mentoring.benchmark.campaign.Fault.Freeze;
import org.mentoring.benchmark.campaign.Fault.FullDisk;
import org.mentoring.benchmark.campaign.Fault.Kill;
import org.mentoring.benchmark.campaign.Fault.MailAnswers;
import org.mentoring.benchmark.campaign.Fault.Rewind;
import org.mentoring.benchmark.campaign.Fault.Scale;
import org.mentoring.local.command.CommandFailedException;
import org.mentoring.local.command.Instances;
import org.mentoring.local.command.RollingRestart;
import org.mentoring.local.platform.CampaignMode;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.supervisor.ProcessIdentity;

import static org.awaitility.Awaitility.await;

/** Injects faults into the parts of a running platform, and ends them. */
final class FaultInjector implements AutoCloseable {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final int MORE_INSTANCES = 2;
    private static final String NO_FAULT = "NONE";

    private final PlatformPaths paths;
    private final PlatformHealth health;
    private final CampaignMode mode;
    private final HttpClient http = HttpClient.newHttpClient();

    FaultInjector(PlatformPaths paths, PlatformHealth health) {
        this.paths = paths;
        this.health = health;
        this.mode = new CampaignMode(paths);
    }

    /** Why a fault cannot be injected into this platform; empty where it can. */
    String reasonToSkip(Fault fault) throws IOException {
        return switch (fault) {
            case Connections unused
            when !mode.isOn() -> "the platform has no proxies; up --for-campaigns gives it some";
            case MailAnswers unused
            when !mode.isOn() -> "the platform has no proxies; up --for-campaigns gives it some";
            case Clock unused when !mode.hasClocks() -> "up --for-campaigns and faketime are needed";
            case FullDisk full
            when !disk(full).isSmall() -> paths.data(full.part()) + " is no small file system of its own";
            default -> "";
        };
    }

    /**
     * Injects the fault, and returns when it is over.
     *
     * @return the process that was killed; null where none was
     */
    ProcessHandle inject(Fault fault) throws IOException, InterruptedException, ExecutionException {
        switch (fault) {
            case Kill kill -> {
                return kill(kill.part());
            }
            case Freeze freeze -> {
                return freeze(freeze);
            }
            case Rewind rewind ->
                whileFrozen(process(rewind.service()), () -> {
                    rewind(rewind.service());
                    return null;
                });
            case Connections disturbed ->
                withProxyFault(disturbed.part(), disturbed.how().name(), disturbed.seconds());
            case MailAnswers refused -> withProxyFault("mail", refused.answer().name(), refused.seconds());
            case Clock clock -> setClock(clock);
            case FullDisk full -> disk(full).fill(full.seconds());
            case Fault.RollingRestart restart -> new RollingRestart(paths).of(restart.application());
            case Scale scale -> scale(scale);
        }
        return null;
    }

    private ProcessHandle kill(String part) {
        var process = process(part);
        process.destroyForcibly();
        return process;
    }

    private ProcessHandle freeze(Freeze freeze) throws IOException, InterruptedException, ExecutionException {
        return whileFrozen(process(freeze.part()), () -> {
            TimeUnit.SECONDS.sleep(freeze.seconds());
            return freeze.killed() == null ? null : kill(freeze.killed());
        });
    }

    private static ProcessHandle whileFrozen(ProcessHandle process, Action action)
            throws IOException, InterruptedException, ExecutionException {
        signal("STOP", process);
        try {
            return action.run();
        } finally {
            signal("CONT", process);
        }
    }

    @FunctionalInterface
    private interface Action {
        ProcessHandle run() throws InterruptedException, ExecutionException;
    }

    private ProcessHandle process(String name) {
        return health.state(name)
                .map(part -> part.process())
                .flatMap(ProcessIdentity::find)
                .orElseThrow(() -> new CommandFailedException(name + " has no process."));
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
                    .atMost(SESSION_TIMEOUT)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> admin.describeConsumerGroups(groups).all().get().values().stream()
                            .allMatch(group -> group.groupState() == GroupState.EMPTY));
            for (var group : groups) {
                ConsumerGroups.resetToBeginning(admin, group);
            }
        }
    }

    private void withProxyFault(String part, String how, int seconds) throws IOException, InterruptedException {
        configureProxy(part, how);
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } finally {
            configureProxy(part, NO_FAULT);
        }
    }

    private void configureProxy(String part, String how) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + paths.ports().proxyControl() + "/links/" + part))
                        .PUT(BodyPublishers.ofString(how))
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != 204) {
            throw new CommandFailedException("The proxies do not know " + how + " of " + part + ".");
        }
    }

    private void setClock(Clock clock) throws IOException, InterruptedException {
        try {
            for (var second = 0; second < clock.seconds(); second++) {
                var isWrong = clock.skew() != Clock.Skew.STEPPING || second % 4 < 2;
                mode.setClock(clock.service(), isWrong ? clock.skew().offset() : "+0");
                TimeUnit.SECONDS.sleep(1);
            }
        } finally {
            mode.setClock(clock.service(), "+0");
        }
    }

    private SmallDisk disk(FullDisk full) {
        return new SmallDisk(paths.data(full.part()));
    }

    private void scale(Scale scale) throws IOException, InterruptedException {
        var instances = new Instances(paths);
        var more = new ArrayList<Process>();
        var ports = new ArrayList<>(List.of(paths.ports().application(scale.service())));
        try {
            for (var i = 0; i < MORE_INSTANCES; i++) {
                var port = Ports.free();
                more.add(instances.start(scale.service(), port));
                ports.add(port);
            }
            for (var second = 0; second < scale.seconds(); second++) {
                instances.route(scale.service(), ports.get(second % ports.size()));
                TimeUnit.SECONDS.sleep(1);
            }
        } finally {
            instances.routeBackAndEnd(scale.service(), more);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
