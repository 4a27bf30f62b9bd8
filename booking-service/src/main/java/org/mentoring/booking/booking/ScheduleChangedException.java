package org.mentoring.booking.booking;

/** Between the check and the booking the mentor changed the schedule; both must run again. Never leaves this package. */
class ScheduleChangedException extends RuntimeException {

    ScheduleChangedException() {
        super("The mentor changed the schedule meanwhile", null, false, false);
    }
}
