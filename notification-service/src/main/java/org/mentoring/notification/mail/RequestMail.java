package org.mentoring.notification.mail;

import org.mentoring.notification.message.Kind;
import org.mentoring.notification.message.Side;

/**
 * What the templates show of a booking that the mentor has to agree to, or did not.
 *
 * @param lead the sentence under the title
 * @param action what the recipient will most likely want to do; null when there is nothing to do
 * @param actionUrl where; null without an action
 */
record RequestMail(BookingMail mail, String title, String lead, String action, String actionUrl) {

    static RequestMail of(Composer.Order order, BookingMail mail, MailConfig config) {
        var ofMentor = order.side() == Side.MENTOR;
        var other = mail.otherName();
        var mentorUrl = config.publicUrl() + "/mentors/" + order.booking().mentorId();
        return switch (order.kind()) {
            case BOOKING_REQUESTED ->
                ofMentor
                        ? new RequestMail(
                                mail,
                                "A session is requested",
                                other
                                        + " asks you for a session. Nobody else can book this time until you have answered.",
                                "Answer the request",
                                mail.manageUrl())
                        : new RequestMail(
                                mail,
                                "Your request is sent",
                                other + " has your request. The time is kept for you until there is an answer.",
                                null,
                                null);
            case BOOKING_DECLINED ->
                ofMentor
                        ? new RequestMail(
                                mail,
                                "You declined a request",
                                "You declined the request of " + other + ". The time is free again.",
                                null,
                                null)
                        : new RequestMail(
                                mail,
                                "Your request was declined",
                                other + " cannot take this session. Another time, or another mentor, may suit.",
                                "Look for another time",
                                mentorUrl);
            case BOOKING_EXPIRED ->
                ofMentor
                        ? new RequestMail(
                                mail,
                                "A request has expired",
                                "The request of " + other + " was not answered in time. The time is free again.",
                                null,
                                null)
                        : new RequestMail(
                                mail,
                                "Your request has expired",
                                other + " did not answer in time. Another time, or another mentor, may suit.",
                                "Look for another time",
                                mentorUrl);
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED, BOOKING_CANCELLED ->
                throw new IllegalArgumentException(order.kind() + " is not about a request");
        };
    }

    static boolean isAbout(Kind kind) {
        return switch (kind) {
            case BOOKING_REQUESTED, BOOKING_DECLINED, BOOKING_EXPIRED -> true;
            case BOOKING_CONFIRMED, BOOKING_RESCHEDULED, BOOKING_CANCELLED -> false;
        };
    }
}
