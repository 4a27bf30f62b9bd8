package org.mentoring.user.closure;

import java.time.Instant;
import java.util.UUID;

/** An account that is closed from now on; its person is erased in the background. */
record ClosedAccount(UUID userId, Instant closedAt) {}
