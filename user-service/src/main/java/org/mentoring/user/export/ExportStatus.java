package org.mentoring.user.export;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An archive that is being created.
 *
 * @param status pending until every service has provided what it holds
 * @param provided the services that have
 */
record ExportStatus(
        UUID exportId,
        @Schema(enumeration = {"pending", "ready"}) String status,
        Instant requestedAt,
        Instant expiresAt,
        List<String> provided) {}
