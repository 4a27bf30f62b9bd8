package org.mentoring.local.proxy;

/** How a mail server refuses mail, and after which command of the client. */
enum MailAnswer {
    /** Refuses every connection for now. */
    BUSY("CONNECT", "421 4.3.2 Too many connections"),
    /** Refuses recipients that it does not know yet, for now. */
    GREYLISTED("RCPT", "450 4.7.1 Greylisted, try again later"),
    /** Refuses the mail for now, once it has all of it. */
    TRY_LATER(".", "451 4.3.0 Error in processing"),
    /** Refuses the recipient permanently. */
    NO_SUCH_MAILBOX("RCPT", "550 5.1.1 No such mailbox"),
    /** Refuses the mail permanently, after receiving all of it. */
    REJECTED(".", "554 5.7.1 Rejected by the content filter"),
    /** Closes the connection in place of the last answer. */
    HANGS_UP(".", null),
    /** Never gives the last answer. */
    SILENT(".", "");

    private final String after;
    private final String answer;

    MailAnswer(String after, String answer) {
        this.after = after;
        this.answer = answer;
    }

    boolean isAfter(String command) {
        return after.equals(command);
    }

    /** Null to hang up, empty to say nothing. */
    String answer() {
        return answer;
    }
}
