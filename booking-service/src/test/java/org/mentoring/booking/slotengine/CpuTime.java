package org.mentoring.booking.slotengine;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What some work costs, on a machine that is busy with other things, too. */
final class CpuTime {

    private CpuTime() {}

    /** Of this thread alone. */
    static Duration of(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        var begun = threads.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
    }
}
