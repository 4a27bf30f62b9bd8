package org.mentoring.kit.test;

import java.io.IOException;

/** A part that can be stopped and started again while tests run; one in a container cannot, its port would be another one. */
public final class Outage {

    private static volatile Outage database;
    private static volatile Outage broker;

    private final Start start;
    private final Stop stop;
    private Process process;

    /** Starts the part on its earlier data, and waits until it is ready. */
    interface Start {
        Process start() throws IOException;
    }

    /** Ends the part so that its data survive. */
    interface Stop {
        void stop(Process process) throws IOException;
    }

    private Outage(Start start, Stop stop, Process process) {
        this.start = start;
        this.stop = stop;
        this.process = process;
    }

    static AutoCloseable ofDatabase(Start start, Stop stop) throws IOException {
        database = new Outage(start, stop, start.start());
        return database::end;
    }

    static AutoCloseable ofBroker(Start start, Stop stop) throws IOException {
        broker = new Outage(start, stop, start.start());
        return broker::end;
    }

    /** Whether parts are processes of this machine. */
    public static boolean isPossible() {
        return database != null && broker != null;
    }

    /** Stops the database server of {@link PostgresResource}, and starts it again after what happens meanwhile. */
    public static void ofTheDatabase(Runnable meanwhile) throws IOException {
        database.during(meanwhile);
    }

    /** Stops the broker of {@link KafkaResource}, and starts it again after what happens meanwhile. */
    public static void ofTheBroker(Runnable meanwhile) throws IOException {
        broker.during(meanwhile);
    }

    private void during(Runnable meanwhile) throws IOException {
        stop.stop(process);
        process.onExit().join();
        try {
            meanwhile.run();
        } finally {
            process = start.start();
        }
    }

    private void end() {
        process.destroyForcibly().onExit().join();
    }
}
