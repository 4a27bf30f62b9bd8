package org.mentoring.mentor.directory.index;

/**
 * Whether a word that was typed may match another one, or its beginning: letters left out, added, exchanged or swapped with
 * their neighbour lead from one to the other, one from four letters on, two from eight on (optimal string alignment). What the word
 * goes on with does not count.
 */
final class Spelling {

    private static final int SHORTEST_WITH_ONE = 4;
    private static final int SHORTEST_WITH_TWO = 8;

    private final String typed;
    private final int allowed;
    /** For each beginning of the word, by its length, how many steps lead to it from each beginning of what was typed. */
    private final int[][] steps;

    private int looked;

    Spelling(String typed) {
        this.typed = typed;
        this.allowed = typed.length() >= SHORTEST_WITH_TWO ? 2 : typed.length() >= SHORTEST_WITH_ONE ? 1 : 0;
        // A longer beginning is too far from all that was typed.
        steps = new int[typed.length() + allowed + 2][typed.length() + 1];
        for (var i = 0; i <= typed.length(); i++) {
            steps[0][i] = i;
        }
    }

    boolean standsFor(String word) {
        return standsFor(word.toCharArray(), 0, word.length(), 0);
    }

    /**
     * @param letters have the word from {@code start} to before {@code end}
     * @param common how many letters it begins with that the last one began with, too
     */
    boolean standsFor(char[] letters, int start, int end, int common) {
        // The last row decided about the last word; those above it are the same for a word that begins in the same way.
        looked = Math.min(common, Math.max(0, looked - 1));
        while (allowed > 0 && start + looked < end) {
            var least = fill(letters, start, start + looked++);
            if (steps[looked][typed.length()] <= allowed) {
                return true;
            }
            if (least > allowed) {
                return false;
            }
        }
        return false;
    }

    /**
     * How many letters of the last word were looked at. Whether it was similar or not, so are all that begin with them; unless these are
     * all it has.
     */
    int looked() {
        return looked;
    }

    /** Answers the least of the row: what follows is never less. */
    private int fill(char[] letters, int start, int at) {
        var length = at - start + 1;
        var row = steps[length];
        var above = steps[length - 1];
        var letter = letters[at];
        row[0] = length;
        var least = length;
        for (var i = 1; i <= typed.length(); i++) {
            var other = typed.charAt(i - 1);
            var count = Math.min(Math.min(above[i], row[i - 1]) + 1, above[i - 1] + (letter == other ? 0 : 1));
            if (length > 1 && i > 1 && letter == typed.charAt(i - 2) && other == letters[at - 1]) {
                count = Math.min(count, steps[length - 2][i - 2] + 1);
            }
            row[i] = count;
            least = Math.min(least, count);
        }
        return least;
    }
}
