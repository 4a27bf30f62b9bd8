package org.mentoring.local.gateway;

import java.time.Duration;
import java.util.Optional;

/**
 * One path prefix and the service that answers below it.
 *
 * @param prefix whole segments without a slash at the end, or {@code /} for every path
 * @param service the name of the service, as the manifest gives it
 * @param timeout how long the service may take to begin its answer, where the manifest says so
 */
record Route(String prefix, String service, Optional<Duration> timeout) {}
