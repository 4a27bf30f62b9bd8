package org.mentoring.local.command;

/** Whether the output is a terminal. */
final class Terminal {

    private Terminal() {}

    static boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
