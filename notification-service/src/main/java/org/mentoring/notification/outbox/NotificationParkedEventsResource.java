package org.mentoring.notification.outbox;

import jakarta.ws.rs.Path;

import org.mentoring.kit.outbox.ParkedEventsResource;

/** Events of this service that Kafka refused. */
@Path("/api/v1/notifications/parked-events")
class NotificationParkedEventsResource extends ParkedEventsResource {}
