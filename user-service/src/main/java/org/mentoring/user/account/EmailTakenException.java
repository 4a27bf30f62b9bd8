package org.mentoring.user.account;

import org.mentoring.kit.problem.ProblemException;
import org.mentoring.kit.problem.ProblemType;

/** The address of the token belongs to another account here; 409. */
class EmailTakenException extends ProblemException {

    private static final ProblemType TYPE =
            new ProblemType("email-taken", 409, "Another account has this e-mail address");

    EmailTakenException(Throwable cause) {
        super("Sign in with the account that has this address, or change the address of one of them.", cause);
    }

    @Override
    public ProblemType type() {
        return TYPE;
    }
}
