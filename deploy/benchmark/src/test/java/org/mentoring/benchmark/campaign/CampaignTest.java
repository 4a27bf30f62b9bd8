package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mentoring.local.command.PlatformCommand;

import static org.assertj.core.api.Assertions.assertThat;

/** A short one, on a platform with state and ports of its own. */
@Tag("campaign")
class CampaignTest {

    private static final String SEED = "7";
    private static final String FAULTS = "6";
    private static final List<String> WHERE = List.of(
            "--repository=" + Path.of("../..").toAbsolutePath().normalize(),
            "--state=deploy/benchmark/target/platform",
            "--port-offset=12000");

    @BeforeAll
    static void start() throws Exception {
        platform("reset", "--yes");
        platform("up", "--detach", "--no-training-runs", "--for-campaigns");
    }

    @AfterAll
    static void stop() throws Exception {
        platform("down");
    }

    @Test
    void whatPeopleWereToldHoldsThoughPartsDie() throws Exception {
        assertThat(run(Campaign.class, "--seed=" + SEED, "--faults=" + FAULTS)).isZero();
    }

    private static void platform(String... arguments) throws Exception {
        assertThat(run(PlatformCommand.class, arguments)).isZero();
    }

    private static int run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(WHERE);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
