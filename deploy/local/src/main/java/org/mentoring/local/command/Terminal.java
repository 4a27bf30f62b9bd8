package org.mentoring.local.command;

/** Whether a person watches. */
final class Terminal {

    private Terminal() {}

    static boolean attached() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
