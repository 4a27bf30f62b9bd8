package org.mentoring.mentor.status;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;
import org.mentoring.kit.problem.Problems;

/**
 * What the state of a mentor allows now, whatever the token says that was issued before. A suspended mentor can read and take
 * away what is there, and change or add nothing.
 */
public final class MentorStatusCheck {

    private MentorStatusCheck() {}

    /** @param status of the row of {@code mentors}, as read in the transaction of the change */
    public static void requireNotSuspended(String status) {
        if ("suspended".equals(status)) {
            throw suspended();
        }
    }

    public static ProblemException suspended() {
        return Problems.of(
                ProblemType.MENTOR_SUSPENDED,
                "You are suspended as a mentor; you can change this again once an admin has approved you.");
    }
}
