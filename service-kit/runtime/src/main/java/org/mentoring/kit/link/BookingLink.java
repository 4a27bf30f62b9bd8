package org.mentoring.kit.link;

import java.util.UUID;

/**
 * What a link in a mail permits: one person, on one side of one booking.
 *
 * @param side mentor or mentee
 */
public record BookingLink(UUID person, UUID booking, String side) {}
