package org.mentoring.local.supervisor;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.mentoring.kit.embedded.Launch;

/**
 * One process of the platform.
 *
 * @param name used in commands and in the display
 * @param address where it answers, for people; empty if nowhere
 * @param needs the parts that must be ready before it is started
 * @param kind whether it stays or runs to its end
 * @param preparation what can be done before its needs are ready
 * @param start how its process is started, asked again for every start
 * @param probe whether it is ready; not asked of a {@link Kind#TASK}
 * @param diagnosis why starting it again does not help
 */
public record Part(
        String name,
        String address,
        Set<String> needs,
        Kind kind,
        Preparation preparation,
        Start start,
        Probe probe,
        Diagnosis diagnosis) {

    /** How the process ends. */
    public enum Kind {
        /** Stays until it gets SIGTERM. */
        SERVER,
        /** Stays until it gets SIGINT, with which PostgreSQL does not wait for its clients. */
        SERVER_ENDED_BY_INTERRUPT,
        /** Runs to completion; ready when it ended with 0. */
        TASK
    }

    /** Work before the start; what it throws is shown to people. */
    @FunctionalInterface
    public interface Preparation {
        Preparation NONE = () -> {};

        void run() throws Exception;
    }

    /** How the process is started. */
    @FunctionalInterface
    public interface Start {
        Launch launch() throws Exception;
    }

    /** Polled until it returns true; an exception counts as not ready. */
    @FunctionalInterface
    public interface Probe {
        boolean passes() throws Exception;

        default boolean passesNow() throws InterruptedException {
            try {
                return passes();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception notYet) {
                return false;
            }
        }
    }

    /** Called when the process has ended unexpectedly before it was ready. */
    @FunctionalInterface
    public interface Diagnosis {
        Diagnosis NONE = log -> Optional.empty();

        /**
         * @param log the last lines of what the process printed
         * @return a sentence for people; empty if the process is to be started again
         */
        Optional<String> of(List<String> log);
    }

    public Part {
        needs = Set.copyOf(needs);
    }

    /** A part that is restarted whenever it ends unexpectedly. */
    public Part(
            String name,
            String address,
            Set<String> needs,
            Kind kind,
            Preparation preparation,
            Start start,
            Probe probe) {
        this(name, address, needs, kind, preparation, start, probe, Diagnosis.NONE);
    }

    /** The same part, with a diagnosis. */
    public Part with(Diagnosis diagnosis) {
        return new Part(name, address, needs, kind, preparation, start, probe, diagnosis);
    }

    /** A server without preparation. */
    public static Part server(String name, String address, Set<String> needs, Start start, Probe probe) {
        return new Part(name, address, needs, Kind.SERVER, Preparation.NONE, start, probe);
    }

    /** Something that runs to its end when its needs are ready, such as entering data. */
    public static Part task(String name, Set<String> needs, Start start) {
        return new Part(name, "", needs, Kind.TASK, Preparation.NONE, start, () -> true);
    }
}
