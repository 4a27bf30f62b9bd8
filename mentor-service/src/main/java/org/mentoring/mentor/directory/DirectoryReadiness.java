package org.mentoring.mentor.directory;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A new replica takes no requests before it has read the directory. */
@Readiness
@ApplicationScoped
class DirectoryReadiness implements HealthCheck {

    private final CurrentIndex index;

    DirectoryReadiness(CurrentIndex index) {
        this.index = index;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("directory").status(index.isReady()).build();
    }
}
