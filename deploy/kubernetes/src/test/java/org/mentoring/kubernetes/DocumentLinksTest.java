package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Links between the documents lead somewhere wherever the repository is read. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void pointToExistingFilesAndHeadings() throws IOException {
        var broken = new ArrayList<String>();
        for (var document : Documents.all()) {
            for (var link : LINK.matcher(Files.readString(document)).results().toList()) {
                var target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                if (!Files.exists(target) || link.group(2) != null && !hasHeading(target, link.group(2))) {
                    broken.add(Installation.REPOSITORY.relativize(document) + " links to " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean hasHeading(Path document, String anchor) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .anyMatch(heading -> anchor(heading.group(1)).equals(anchor));
    }

    /** As GitHub makes it of the text of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
