package org.mentoring.mentor.expertise;

import java.util.List;

import jakarta.annotation.Nullable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.Name;
import org.mentoring.kit.validation.Names;

/**
 * @param name normalised (NFC, single spaces), so that tags that look the same are the same; no commas, which separate the tags of
 *     a search
 * @param aliases further names by which the tag is found, such as JS, by the same rules; null leaves them as they are
 */
record NewTag(
        @NotNull @Size(max = 200) @Name(max = 50) @Pattern(regexp = NewTag.SEARCHABLE, message = NewTag.NOT_SEARCHABLE)
        String name,

        @Nullable @Size(max = ExpertiseTags.MOST_ALIASES)
        List<
                        @NotNull @Size(max = 200) @Name(max = 50)
                        @Pattern(regexp = NewTag.SEARCHABLE, message = NewTag.NOT_SEARCHABLE) String>
                aliases) {

    static final String SEARCHABLE = "[^\\p{Cc}\\p{Cf},]*";
    static final String NOT_SEARCHABLE = "must be one line, without commas and invisible characters";

    private static final java.util.regex.Pattern INVISIBLE = java.util.regex.Pattern.compile("\\p{Cf}");

    NewTag {
        name = composed(name);
        aliases =
                aliases == null ? null : aliases.stream().map(NewTag::composed).toList();
    }

    /** A tag is searched for as it is written: what could be dropped is refused instead. */
    private static String composed(String name) {
        return name == null || INVISIBLE.matcher(name).find() ? name : Names.normalized(name);
    }
}
