package org.mentoring.review.outbox;

import jakarta.ws.rs.Path;

import org.mentoring.kit.outbox.ParkedEventsResource;

/** Events of this service that Kafka refused. */
@Path("/api/v1/reviews/parked-events")
class ReviewParkedEventsResource extends ParkedEventsResource {}
