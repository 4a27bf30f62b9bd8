package org.mentoring.kit.telemetry;

import java.net.URI;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which traces are recorded. Every request and event has a trace id, whether or not its trace is recorded: it appears in logs
 * and problem documents.
 */
class TraceSampling {

    /**
     * A request that comes with a trace is recorded where that trace is (W3C Trace Context, the flag {@code sampled}), others
     * by the ratio. Without a collector nothing is, whatever a caller asks for.
     */
    @Produces
    @Singleton
    Sampler sampler(
            @ConfigProperty(name = "mentoring.tracing.collector") Optional<URI> collector,
            @ConfigProperty(name = "mentoring.tracing.ratio") double ratio) {
        return collector.isEmpty() ? Sampler.alwaysOff() : Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
    }
}
