package org.mentoring.notification.booking;

import java.net.URI;

import org.mentoring.notification.message.MailRequest;

/** Where the recipient of a mail about a booking sees it, and cancels or moves it. */
public interface BookingLinks {

    URI to(MailRequest request, Booking booking);
}
