package org.mentoring.local.command;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.mentoring.local.supervisor.PartState;
import org.mentoring.local.supervisor.PartState.Phase;
import org.mentoring.local.supervisor.PlatformState;

/** One line for each part: redrawn in place on a terminal, printed at each change otherwise. */
final class Display {

    private static final String CLEAR_LINE = "\u001b[2K";

    private boolean inPlace;
    private int drawn;
    private final Map<String, Phase> shown = new HashMap<>();

    Display(boolean inPlace) {
        this.inPlace = inPlace;
    }

    void show(PlatformState state) {
        if (inPlace) {
            redraw(state);
        } else {
            printChanges(state);
        }
    }

    /** From now on prints changes only, below the current lines. */
    void scroll() {
        inPlace = false;
    }

    /** Shows why the platform will not become ready by waiting. */
    void explain(PlatformState state) {
        System.out.println();
        for (var part : state.parts()) {
            if (part.failed()) {
                System.out.println(part.name() + " does not start: " + part.detail());
                part.lastLogLines().forEach(line -> System.out.println("  | " + line));
            }
        }
        System.out.println(
                "The other parts keep running. ./platform logs <part> shows more, ./platform down stops everything.");
    }

    private void redraw(PlatformState state) {
        var text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        for (var part : state.parts()) {
            text.append(CLEAR_LINE).append(line(part)).append('\n');
            shown.put(part.name(), part.phase());
        }
        System.out.print(text);
        System.out.flush();
        drawn = state.parts().size();
    }

    private void printChanges(PlatformState state) {
        for (var part : state.parts()) {
            if (shown.put(part.name(), part.phase()) == part.phase()) {
                continue;
            }
            switch (part.phase()) {
                case READY, DONE, FAILED -> System.out.println(line(part));
                case RESTARTING -> {
                    System.out.println(line(part));
                    part.lastLogLines().forEach(line -> System.out.println("  | " + line));
                }
                case WAITING, PREPARING, STARTING, STOPPING, STOPPED -> {}
            }
        }
    }

    static String line(PartState part) {
        var phase = part.phase().name().toLowerCase(Locale.ROOT);
        var seconds = part.phase() == Phase.READY || part.phase() == Phase.DONE
                ? String.format(Locale.ROOT, "%5.1f s", part.seconds())
                : "       ";
        var more = part.detail().isEmpty() ? part.address() : firstLine(part.detail());
        return "  %-13s %-10s %s  %s"
                .formatted(part.name(), phase, seconds, more)
                .stripTrailing();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
