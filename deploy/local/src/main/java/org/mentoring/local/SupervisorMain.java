package org.mentoring.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.mentoring.kit.embedded.Launch;
import org.mentoring.local.supervisor.BackOff;
import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PlatformState;
import org.mentoring.local.supervisor.ProcessIdentity;
import org.mentoring.local.supervisor.Supervisor;

/** The process in the background that starts the parts and watches them until it is asked to end. */
final class SupervisorMain {

    private static final Duration REST_BEFORE_REHEARSALS = Duration.ofSeconds(5);

    private final Home home;
    private final boolean fullSpeed;
    private final StartCache cache;
    private final ProcessIdentity self;
    private final long began = System.nanoTime();
    private double seconds;

    private SupervisorMain(Home home, boolean fullSpeed) {
        this.home = home;
        this.fullSpeed = fullSpeed;
        this.cache = new StartCache(home.cache().resolve("start"));
        this.self = ProcessIdentity.of(ProcessHandle.current()).orElseThrow();
    }

    /**
     * @param args the root of the repository, and whether services run at full speed from the first start
     */
    public static void main(String[] args) throws Exception {
        var home = new Home(Path.of(args[0]));
        Files.createDirectories(home.lock().getParent());
        var lock = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            System.err.println("The platform is running already.");
            System.exit(1);
        }
        new SupervisorMain(home, Boolean.parseBoolean(args[1])).run();
    }

    private void run() throws IOException, InterruptedException {
        var databases = new Databases(new Secrets(home.secrets()));
        var catalogue = new Catalogue(home, databases, System.getProperty("java.class.path"));
        var rehearsals = new Rehearsals(catalogue, databases, cache, home.logs());
        var supervisor =
                new Supervisor(catalogue.parts(), home.logs(), BackOff.DEFAULT, this::withStartCache, this::publish);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            rehearsals.close();
            supervisor.stop();
            home.stateFile().delete();
        }));
        supervisor.start();
        supervisor.allReady().join();
        Thread.sleep(REST_BEFORE_REHEARSALS);
        rehearsals.begin();
        new CountDownLatch(1).await();
    }

    private Launch withStartCache(String part, Launch launch) {
        if (!part.equals(Catalogue.KEYCLOAK) && !Ports.SERVICES.containsKey(part)) {
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
            home.stateFile().write(new PlatformState(self, seconds, parts));
        } catch (UncheckedIOException e) {
            // The parts go on; the commands see the state before.
            System.out.println("The state could not be written: " + e.getMessage());
        }
    }
}
