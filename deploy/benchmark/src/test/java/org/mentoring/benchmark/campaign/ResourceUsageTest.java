package org.mentoring.benchmark.campaign;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceUsageTest {

    private static final ResourceUsage BEFORE = usage(200, 150, 16);

    @Test
    void acceptsASmallIncrease() {
        assertThat(usage(300, 200, 16).above(BEFORE)).isEmpty();
    }

    @Test
    void reportsResourcesThatAreNotReleased() {
        assertThat(usage(400, 150, 16).above(BEFORE)).containsExactly("booking keeps 400 MiB of memory, 200 before");
        assertThat(usage(200, 250, 16).above(BEFORE)).containsExactly("booking keeps 250 files open, 150 before");
        assertThat(usage(200, 150, 20).above(BEFORE))
                .containsExactly("booking keeps 20 connections to its database, its pool has 16");
    }

    private static ResourceUsage usage(long memory, long descriptors, long connections) {
        return new ResourceUsage(
                Map.of("booking", memory), Map.of(), Map.of("booking", descriptors), Map.of("booking", connections));
    }
}
