package org.mentoring.local.demo;

/** To whom the journey tells what happens. */
public interface Narrator {

    /** Begins a step. */
    void step(String title);

    /** Something worth knowing of the step. */
    void say(String line);

    /** Something as it was sent or received. */
    void show(String line);
}
