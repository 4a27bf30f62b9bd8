package org.mentoring.local.proxy;

/** A fault of the connections of a {@link Link}. */
enum LinkFault {
    /** Everything is forwarded. */
    NONE,
    /** Open connections are closed, and new ones as soon as they are opened. */
    CUT,
    /** Each is reset in place of one of its next answers: the request was processed, and its client does not learn of it. */
    RESET,
    /** Everything is delayed, in both directions. */
    DELAY,
    /**
     * Nothing arrives any more, without an error; connections of before stay so after the end. When one side closes a connection, the
     * other learns of it half a minute later, as when the machine of a client has disappeared.
     */
    SILENCE
}
