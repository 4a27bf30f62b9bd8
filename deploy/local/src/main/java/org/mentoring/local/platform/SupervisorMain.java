package org.mentoring.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.mentoring.kit.embedded.Launch;
import org.mentoring.local.supervisor.BackOff;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.Supervisor;

/** The process in the background that starts the parts and watches them until it is asked to end. */
public final class SupervisorMain {

    public static final String FULL_SPEED = "--full-speed";
    public static final String NO_TRAINING_RUNS = "--no-training-runs";
    public static final String FOR_CAMPAIGNS = "--for-campaigns";

    /** By part: a load test from one address, or of a few people, would otherwise measure the limits. */
    private static final Map<String, Map<String, String>> WITHOUT_LIMITS = Map.of(
            Catalogue.GATEWAY, Map.of("GATEWAY_RATE", "0", "GATEWAY_BOOKINGS", "0"),
            Catalogue.WEB, Map.of("MENTORING_WEB_BOOKINGS_A_MINUTE", Integer.toString(Integer.MAX_VALUE)));

    private static final Duration TRAINING_DELAY = Duration.ofSeconds(5);

    private final PlatformPaths paths;
    private final boolean fullSpeed;
    private final boolean trained;
    private final StartCache cache;
    private final ProcessIdentity self;
    private final long began = System.nanoTime();
    private double seconds;

    private SupervisorMain(PlatformPaths paths, List<String> options) {
        this.paths = paths;
        this.fullSpeed = options.contains(FULL_SPEED);
        this.trained = !options.contains(NO_TRAINING_RUNS);
        this.cache = new StartCache(paths);
        this.self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
    }

    /**
     * @param args the root of the repository, where the state is, the offset of the ports, and then options: --full-speed
     *     runs services at full speed from the first start, --no-training-runs leaves the start caches as they are,
     *     --for-campaigns puts proxies between the parts
     */
    public static void main(String[] args) throws Exception {
        var paths = new PlatformPaths(Path.of(args[0]), Path.of(args[1]), new Ports(Integer.parseInt(args[2])));
        var options = List.of(args).subList(3, args.length);
        Files.createDirectories(paths.lock().getParent());
        var lock = FileChannel.open(paths.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            System.err.println("The platform is running already.");
            System.exit(1);
        }
        new CampaignMode(paths).set(options.contains(FOR_CAMPAIGNS));
        new SupervisorMain(paths, options).run();
    }

    private void run() throws IOException, InterruptedException {
        var databases = Databases.of(paths);
        var launches = new ServiceLaunch(paths, databases);
        var infrastructure = new Infrastructure(paths, databases);
        var catalogue = new Catalogue(paths, launches, infrastructure, System.getProperty("java.class.path"));
        var trainingRuns = new TrainingRuns(launches, infrastructure, paths.ports(), databases, cache, paths.logs());
        var adopted = paths.stateFile().read().map(PlatformState::alive).orElse(Map.of());
        var supervisor =
                new Supervisor(catalogue.parts(), adopted, paths.logs(), BackOff.DEFAULT, this::prepare, this::publish);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            trainingRuns.close();
            supervisor.stop();
            paths.stateFile().delete();
        }));
        supervisor.start();
        supervisor.allReady().join();
        if (trained) {
            Thread.sleep(TRAINING_DELAY);
            trainingRuns.begin();
        }
        new CountDownLatch(1).await();
    }

    private Launch prepare(String part, Launch launch) {
        return withStartCache(part, fullSpeed ? launch.with(WITHOUT_LIMITS.getOrDefault(part, Map.of())) : launch);
    }

    private Launch withStartCache(String part, Launch launch) {
        var cacheable = part.equals(Catalogue.KEYCLOAK) || part.equals(Catalogue.WEB) || Ports.SERVICES.contains(part);
        if (!cacheable || new DevMode(paths).isRequested(part)) {
            return launch;
        }
        try {
            return cache.use(part, launch, fullSpeed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(List<PartState> parts) {
        if (seconds == 0 && parts.stream().allMatch(PartState::settled)) {
            seconds = (System.nanoTime() - began) / 1e9;
        }
        try {
            paths.stateFile().write(new PlatformState(self, seconds, parts));
        } catch (UncheckedIOException e) {
            // The parts keep running; the commands read the previous state.
            System.out.println("The state could not be written: " + e.getMessage());
        }
    }
}
