package org.mentoring.kit.telemetry;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** The limits that durations are counted by: those of the service-level objectives, and some around them. */
class Histograms {

    private static final Map<String, double[]> LIMITS = Map.of(
            "http.server.requests", nanos(25, 50, 100, 250, 500, 1_000, 2_500, 10_000),
            "mentoring.outbox.delay", nanos(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000),
            "mentoring.events.delay", nanos(100, 500, 1_000, 5_000, 10_000, 60_000, 600_000),
            "mentoring.mails.delay", nanos(500, 1_000, 5_000, 10_000, 30_000, 60_000, 600_000));

    @Produces
    @Singleton
    MeterFilter limits() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                var limits = LIMITS.get(id.getName());
                return limits == null
                        ? config
                        : DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(limits)
                                .build()
                                .merge(config);
            }
        };
    }

    private static double[] nanos(long... millis) {
        return Arrays.stream(millis)
                .mapToDouble(limit -> Duration.ofMillis(limit).toNanos())
                .toArray();
    }
}
