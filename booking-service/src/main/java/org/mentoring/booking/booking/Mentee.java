package org.mentoring.booking.booking;

import org.mentoring.kit.security.Caller;
import org.mentoring.kit.security.CurrentCaller;
import org.mentoring.kit.security.PersonalClaims;

/**
 * The mentee of a booking.
 *
 * @param name from the token, for somebody whose account is not known here yet
 * @param email likewise; null unless the identity provider has verified it
 */
record Mentee(Caller caller, String name, String email) {

    static Mentee of(CurrentCaller caller, PersonalClaims person) {
        return new Mentee(caller.get(), person.name(), person.verifiedEmail().orElse(null));
    }
}
