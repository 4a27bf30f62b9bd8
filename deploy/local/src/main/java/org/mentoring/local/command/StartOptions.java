package org.mentoring.local.command;

import java.util.ArrayList;
import java.util.List;

import org.mentoring.local.platform.SupervisorMain;
import picocli.CommandLine.Option;

/** How the platform is started. */
final class StartOptions {

    @Option(
            names = "--full-speed",
            description = "for measurements: optimises the services for a long run, which makes their start slower")
    private boolean fullSpeed;

    @Option(
            names = "--for-campaigns",
            description = "puts proxies between the parts, for the faults of connections that campaigns inject")
    private boolean forCampaigns;

    @Option(names = "--no-training-runs", hidden = true, description = "for tests: makes no start caches")
    private boolean noTrainingRuns;

    /** As {@link SupervisorMain} takes them. */
    List<String> supervisorOptions() {
        var options = new ArrayList<String>();
        if (fullSpeed) {
            options.add(SupervisorMain.FULL_SPEED);
        }
        if (forCampaigns) {
            options.add(SupervisorMain.FOR_CAMPAIGNS);
        }
        if (noTrainingRuns) {
            options.add(SupervisorMain.NO_TRAINING_RUNS);
        }
        return options;
    }
}
