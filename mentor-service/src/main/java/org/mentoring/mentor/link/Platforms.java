package org.mentoring.mentor.link;

import java.net.URI;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.ibm.icu.text.SpoofChecker;
import org.mentoring.kit.problem.Problems;

/**
 * The sites of well-known platforms. Who follows a link that says "GitHub" shall not arrive elsewhere; platforms that are not
 * listed, such as an own site or a Mastodon server, may be anywhere.
 */
final class Platforms {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{M}]");
    private static final SpoofChecker LOOK_ALIKES = new SpoofChecker.Builder().build();

    private static final Map<String, List<String>> SITES = byLook(Map.ofEntries(
            Map.entry("bluesky", List.of("bsky.app")),
            Map.entry("codeberg", List.of("codeberg.org")),
            Map.entry("dribbble", List.of("dribbble.com")),
            Map.entry("facebook", List.of("facebook.com")),
            Map.entry("github", List.of("github.com")),
            Map.entry("gitlab", List.of("gitlab.com")),
            Map.entry("instagram", List.of("instagram.com")),
            Map.entry("linkedin", List.of("linkedin.com")),
            Map.entry("medium", List.of("medium.com")),
            Map.entry("stackoverflow", List.of("stackoverflow.com")),
            Map.entry("stack overflow", List.of("stackoverflow.com")),
            Map.entry("tiktok", List.of("tiktok.com")),
            Map.entry("twitter", List.of("twitter.com", "x.com")),
            Map.entry("x", List.of("x.com", "twitter.com")),
            Map.entry("youtube", List.of("youtube.com", "youtu.be"))));

    private Platforms() {}

    /** Refuses a link to a well-known platform that leads to another site; a subdomain of its site is fine. */
    static void requireOwnSite(SocialLinkChange link) {
        var sites = SITES.get(read(link.platform()));
        if (sites == null) {
            return;
        }
        var host = URI.create(link.url()).getHost().toLowerCase(Locale.ROOT);
        if (sites.stream().noneMatch(site -> host.equals(site) || host.endsWith("." + site))) {
            throw Problems.invalid("url", "must be a page of " + String.join(" or ", sites));
        }
    }

    /** As people read it: not every difference between two names can be seen. */
    private static String read(String platform) {
        var seen = UNSEEN.matcher(Normalizer.normalize(platform, Normalizer.Form.NFKD))
                .replaceAll("");
        // A skeleton (Unicode Technical Standard 39) has l for I, but not for i, and rn for m, but not for M.
        return LOOK_ALIKES
                .getSkeleton(seen.strip())
                .toLowerCase(Locale.ROOT)
                .replace("rn", "m")
                .replace('i', 'l');
    }

    private static Map<String, List<String>> byLook(Map<String, List<String>> sites) {
        return sites.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(site -> read(site.getKey()), Map.Entry::getValue));
    }
}
