package org.mentoring.acceptance;

import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mentoring.acceptance.RunningPlatform.Platform;
import org.mentoring.local.demo.Journey;
import org.mentoring.local.demo.Narrator;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code ./platform demo} tells; the journey itself says what is not as it should be. */
@ExtendWith(RunningPlatform.class)
class JourneyTest {

    @Test
    void aSessionIsFoundBookedMovedAndCancelled(Platform platform) {
        var steps = new ArrayList<String>();

        Journey.play(platform.addresses(), new Narrator() {
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
