package org.mentoring.local.demo;

/** Receives the progress of a demo. */
public interface ProgressListener {

    /** A step begins. */
    void step(String title);

    /** Information about the current step. */
    void say(String line);

    /** Data as sent or received. */
    void show(String line);
}
