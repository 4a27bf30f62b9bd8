package org.mentoring.acceptance;

import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.demo.DemoScenario;
import org.mentoring.local.demo.ProgressListener;

import static org.assertj.core.api.Assertions.assertThat;

/** The scenario of {@code ./platform demo}, which checks every step itself. */
@ExtendWith(RunningPlatform.class)
class DemoScenarioTest {

    @Test
    void aSessionIsFoundBookedMovedAndCancelled(Platform platform) {
        var steps = new ArrayList<String>();

        DemoScenario.run(platform.addresses(), new ProgressListener() {
            @Override
            public void step(String title) {
                steps.add(title);
            }

            @Override
            public void say(String line) {}

            @Override
            public void show(String line) {}
        });

        assertThat(steps).hasSize(13).last().isEqualTo("The time can be booked again");
    }
}
