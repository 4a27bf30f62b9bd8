package org.mentoring.mentor.directory.index;

/** Whether a word that was typed may stand for another one, or for its beginning. */
final class Spelling {

    private static final int SHORTEST_WITH_ONE = 4;
    private static final int SHORTEST_WITH_TWO = 8;

    private final String typed;
    private final int allowed;
    private int[] beforeLast;
    private int[] last;
    private int[] row;

    Spelling(String typed) {
        this.typed = typed;
        this.allowed = typed.length() >= SHORTEST_WITH_TWO ? 2 : typed.length() >= SHORTEST_WITH_ONE ? 1 : 0;
        var most = typed.length() + allowed + 1;
        beforeLast = new int[most];
        last = new int[most];
        row = new int[most];
    }

    /**
     * Whether letters left out, added, exchanged or swapped with their neighbour lead from one to the other: one from four
     * letters on, two from eight on (optimal string alignment). What the word goes on with does not count.
     */
    boolean standsFor(String word) {
        var width = Math.min(word.length(), typed.length() + allowed);
        if (allowed == 0 || width < typed.length() - allowed) {
            return false;
        }
        for (var column = 0; column <= width; column++) {
            row[column] = column;
        }
        for (var line = 1; line <= typed.length(); line++) {
            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
            if (fill(line, word, width) > allowed) {
                return false;
            }
        }
        var best = row[0];
        for (var column = 1; column <= width; column++) {
            best = Math.min(best, row[column]);
        }
        return best <= allowed;
    }

    /** Answers the least of the line: what follows is never less. */
    private int fill(int line, String word, int width) {
        row[0] = line;
        var least = line;
        var letter = typed.charAt(line - 1);
        for (var column = 1; column <= width; column++) {
            var other = word.charAt(column - 1);
            var steps =
                    Math.min(Math.min(last[column], row[column - 1]) + 1, last[column - 1] + (letter == other ? 0 : 1));
            if (line > 1 && column > 1 && letter == word.charAt(column - 2) && typed.charAt(line - 2) == other) {
                steps = Math.min(steps, beforeLast[column - 2] + 1);
            }
            row[column] = steps;
            least = Math.min(least, steps);
        }
        return least;
    }
}
