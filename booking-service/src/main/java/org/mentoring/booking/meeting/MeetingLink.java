package org.mentoring.booking.meeting;

import java.net.URI;

/**
 * Where a session meets.
 *
 * @param id what the provider calls the meeting; null where no provider knows of it
 * @param url where both sides go; whoever knows it may enter
 */
public record MeetingLink(String id, URI url) {}
