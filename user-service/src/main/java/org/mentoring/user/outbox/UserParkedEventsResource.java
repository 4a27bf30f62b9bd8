package org.mentoring.user.outbox;

import jakarta.ws.rs.Path;

import org.mentoring.kit.outbox.ParkedEventsResource;

/** Events of this service that Kafka refused. */
@Path("/api/v1/users/parked-events")
class UserParkedEventsResource extends ParkedEventsResource {}
