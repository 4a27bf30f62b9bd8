package org.mentoring.kit.http;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.Problems;

/** A parameter that is true or false; Quarkus REST would read every other text as false. */
public final class Flag {

    private Flag() {}

    /**
     * Reads a parameter of a request.
     *
     * @param text null, for a parameter that was left out, is false
     * @throws ProblemException 400 for another text than {@code true} and {@code false}
     */
    public static boolean of(String name, String text) {
        return switch (text) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default -> throw Problems.malformed(name, "must be one of false, true");
        };
    }
}
