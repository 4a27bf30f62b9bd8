package org.mentoring.kit.security;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** The caller's account was closed; a token that was issued before is of no use any more. 403. */
public class AccountClosedException extends ProblemException {

    private static final ProblemType TYPE = new ProblemType("account-closed", 403, "The account is closed");

    public AccountClosedException() {
        super("This account was closed, and what was known of the person is erased.");
    }

    @Override
    public ProblemType type() {
        return TYPE;
    }
}
