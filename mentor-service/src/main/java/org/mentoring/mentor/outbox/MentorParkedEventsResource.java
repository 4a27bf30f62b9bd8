package org.mentoring.mentor.outbox;

import jakarta.ws.rs.Path;

import org.mentoring.kit.outbox.ParkedEventsResource;

/** Events of this service that Kafka refused. */
@Path("/api/v1/mentors/parked-events")
class MentorParkedEventsResource extends ParkedEventsResource {}
