package org.mentoring.mentor.expertise;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.Name;
import org.mentoring.kit.validation.Names;

/**
 * @param name taken in Unicode's composed form and with single spaces, so that two tags which look the same are the same; commas
 *     part the tags of a search
 */
record NewTag(
        @NotNull
        @Size(max = 200)
        @Name(max = 50)
        @Pattern(regexp = "[^\\p{Cc}\\p{Cf},]*", message = "must be one line, without commas and invisible characters")
        String name) {

    private static final java.util.regex.Pattern INVISIBLE = java.util.regex.Pattern.compile("\\p{Cf}");

    NewTag {
        // A tag is searched for as it is written: what could be dropped is refused instead.
        name = name == null || INVISIBLE.matcher(name).find() ? name : Names.normalized(name);
    }
}
