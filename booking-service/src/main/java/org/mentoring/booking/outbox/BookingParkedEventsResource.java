package org.mentoring.booking.outbox;

import jakarta.ws.rs.Path;

import org.mentoring.kit.outbox.ParkedEventsResource;

/** Events of this service that Kafka refused. */
@Path("/api/v1/bookings/parked-events")
class BookingParkedEventsResource extends ParkedEventsResource {}
