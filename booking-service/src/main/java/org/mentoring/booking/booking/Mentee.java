package org.mentoring.booking.booking;

import org.mentoring.kit.security.Caller;
import org.mentoring.kit.security.CurrentCaller;

/**
 * Who takes time.
 *
 * @param name from the token, for somebody whose account is not known here yet; may be null, as may the address
 */
record Mentee(Caller caller, String name, String email) {

    static Mentee of(CurrentCaller caller) {
        return new Mentee(
                caller.get(),
                caller.claim("name").orElse(null),
                caller.claim("email").orElse(null));
    }
}
