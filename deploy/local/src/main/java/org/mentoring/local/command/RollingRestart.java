package org.mentoring.local.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;
import org.mentoring.local.platform.RunningPlatform;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.Processes;

/**
 * Restarts a service, or the web client, without a failed request. A temporary instance on other ports is started, and the gateway
 * routes requests to it; the service stops once it has answered its last request, its supervisor starts it again, and the gateway
 * routes requests back.
 */
public final class RollingRestart {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(30);

    private final RunningPlatform running;
    private final Instances instances;

    public RollingRestart(PlatformPaths paths) throws IOException {
        this.running = new RunningPlatform(paths);
        this.instances = new Instances(paths);
    }

    /** Returns when the service is ready again and serves. */
    public void of(String service) throws IOException, InterruptedException {
        var before = process(service)
                .orElseThrow(() -> new CommandFailedException(
                        service + " is not ready, so no request can be routed to another instance."));
        var port = Ports.free();
        var temporary = instances.start(service, port);
        var endWithThisProcess = new Thread(() -> instances.routeBackAndEnd(service, List.of(temporary)));
        Runtime.getRuntime().addShutdownHook(endWithThisProcess);
        try {
            instances.route(service, port);
            before.find().ifPresent(process -> Processes.end(process, false, END_TIMEOUT));
            Instances.await(
                    service + " to be ready again",
                    () -> process(service).filter(now -> !now.equals(before)).isPresent());
        } finally {
            Runtime.getRuntime().removeShutdownHook(endWithThisProcess);
            instances.routeBackAndEnd(service, List.of(temporary));
        }
    }

    private Optional<ProcessIdentity> process(String service) {
        return running.part(service).filter(part -> part.phase() == Phase.READY).map(PartState::process);
    }
}
