package org.mentoring.mentor.directory.index;

import java.util.List;
import java.util.UUID;

/**
 * A mentor, as far as searching and sorting need it.
 *
 * @param bio may be null
 * @param expertise names of tags, each once
 * @param aliases further names of these tags
 * @param language such as en
 * @param mean of the stars, in hundredths; 0 without reviews
 * @param score by which ratings are ranked, in hundredths; 0 without reviews
 * @param createdAt microseconds since 1970
 * @param nextFreeAt when the mentor can be booked next, in microseconds since 1970; 0 for never
 */
public record IndexedMentor(
        UUID id,
        String name,
        String bio,
        List<String> expertise,
        List<String> aliases,
        String language,
        int mean,
        int score,
        long createdAt,
        long nextFreeAt) {}
