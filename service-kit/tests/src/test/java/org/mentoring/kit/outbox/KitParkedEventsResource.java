package org.mentoring.kit.outbox;

import jakarta.ws.rs.Path;

@Path("/api/v1/kit/parked-events")
class KitParkedEventsResource extends ParkedEventsResource {}
