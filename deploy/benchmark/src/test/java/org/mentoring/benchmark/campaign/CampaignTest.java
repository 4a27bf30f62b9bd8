package org.mentoring.benchmark.campaign;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A short one, on a platform with state and ports of its own. */
@Tag("slow")
class CampaignTest {

    private static final String SEED = "7";
    private static final String FAULTS = "6";
    private static final LocalPlatform PLATFORM = new LocalPlatform(Baseline.REPOSITORY, Map.of());

    @BeforeAll
    static void start() throws Exception {
        PLATFORM.start("--for-campaigns");
    }

    @AfterAll
    static void stop() throws Exception {
        PLATFORM.command("down");
    }

    @Test
    void acknowledgedChangesSurviveFaults() throws Exception {
        assertThat(PLATFORM.run(Campaign.class, "--seed=" + SEED, "--faults=" + FAULTS))
                .isZero();
    }
}
