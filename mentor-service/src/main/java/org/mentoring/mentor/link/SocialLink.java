package org.mentoring.mentor.link;

import java.util.UUID;

/**
 * Where else a mentor can be found.
 *
 * @param position the place among the mentor's links, least first; links of one position keep the order of their making
 */
record SocialLink(UUID id, String platform, String url, int position, long version) {}
