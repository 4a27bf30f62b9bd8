package org.mentoring.mentor.link;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.Name;
import org.mentoring.kit.validation.Names;
import org.mentoring.kit.validation.PublicUrl;

/**
 * @param url an https URL; for well-known platforms, on that platform's site
 * @param position null puts a new link at the end and leaves an existing one where it is
 */
record SocialLinkChange(
        @NotNull @Size(max = 200) @Name(max = 50) String platform,

        @NotNull @PublicUrl String url,
        @Min(0) @Max(1000) Integer position) {

    SocialLinkChange {
        platform = Names.normalized(platform);
    }
}
