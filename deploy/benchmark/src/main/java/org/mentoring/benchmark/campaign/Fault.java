package org.mentoring.benchmark.campaign;

import java.util.Locale;

/** A fault; the campaign ends those that last for a time. */
sealed interface Fault {

    /** A part ends at once (SIGKILL), and loses what it had in memory. */
    record Kill(String part) implements Fault {

        @Override
        public String toString() {
            return "kill " + part;
        }
    }

    /**
     * A part is suspended (SIGSTOP).
     *
     * @param killed the service that is killed when the other has been frozen for that long, while it is still frozen; null for none
     */
    record Freeze(String part, int seconds, String killed) implements Fault {

        @Override
        public String toString() {
            return "freeze " + part + " " + seconds + " s" + (killed == null ? "" : ", kill " + killed);
        }
    }

    /** A service reads again all that it has read of Kafka. */
    record Rewind(String service) implements Fault {

        @Override
        public String toString() {
            return "rewind " + service;
        }
    }

    /** A fault of the connections to a part: see the proxies of the local platform. */
    record Connections(String part, How how, int seconds) implements Fault {

        enum How {
            CUT,
            RESET,
            DELAY,
            SILENCE
        }

        @Override
        public String toString() {
            return name(how) + " connections to " + part + " " + seconds + " s";
        }
    }

    /** The mail server refuses mail with this answer. */
    record MailAnswers(Answer answer, int seconds) implements Fault {

        enum Answer {
            BUSY,
            GREYLISTED,
            TRY_LATER,
            NO_SUCH_MAILBOX,
            REJECTED,
            HANGS_UP,
            SILENT
        }

        @Override
        public String toString() {
            return "mail server " + name(answer) + " " + seconds + " s";
        }
    }

    /** The clock of a service is an hour off, or steps between right and wrong each second. */
    record Clock(String service, Skew skew, int seconds) implements Fault {

        enum Skew {
            AHEAD("+3600"),
            BEHIND("-3600"),
            STEPPING("+3600");

            private final String offset;

            Skew(String offset) {
                this.offset = offset;
            }

            String offset() {
                return offset;
            }
        }

        @Override
        public String toString() {
            return "clock of " + service + " " + name(skew) + " " + seconds + " s";
        }
    }

    /** The disk of a part is full. */
    record FullDisk(String part, int seconds) implements Fault {

        @Override
        public String toString() {
            return "disk of " + part + " full " + seconds + " s";
        }
    }

    /** A service, or the web client, is restarted as for an upgrade. */
    record RollingRestart(String application) implements Fault {

        @Override
        public String toString() {
            return "rolling restart of " + application;
        }
    }

    /** A service has three instances for a time, which get the requests in turns. */
    record Scale(String service, int seconds) implements Fault {

        @Override
        public String toString() {
            return "scale " + service + " to 3 for " + seconds + " s";
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The part that is killed; null where none is. */
    default String killed() {
        return switch (this) {
            case Kill kill -> kill.part();
            case Freeze freeze -> freeze.killed();
            default -> null;
        };
    }
}
