package org.mentoring.local.proxy;

/** What becomes of the connections of a {@link Link}. */
enum LinkFault {
    /** Everything is passed on. */
    NONE,
    /** Those that are there are closed, and new ones as soon as they are made. */
    CUT,
    /** Each is reset in place of one of its next answers: what was asked is done, and whoever asked does not hear of it. */
    RESET,
    /** Everything arrives late, in both directions. */
    DELAY,
    /**
     * Nothing arrives any more, and nobody is told: not even afterwards, on a connection that was there before the end. When one
     * side gives it up the other does not hear of it for half a minute, as where the machine of a client is gone.
     */
    SILENCE
}
