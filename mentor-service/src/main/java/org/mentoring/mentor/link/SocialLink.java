package org.mentoring.mentor.link;

import java.util.UUID;

/**
 * Where else a mentor can be found.
 *
 * @param position the position among the mentor's links, ascending; links with the same position are ordered by creation
 */
record SocialLink(UUID id, String platform, String url, int position, long version) {}
