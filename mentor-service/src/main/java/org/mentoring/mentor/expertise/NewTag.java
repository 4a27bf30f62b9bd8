package org.mentoring.mentor.expertise;

import java.text.Normalizer;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/**
 * @param name taken in Unicode's composed form and with single spaces, so that two tags which look the same are the same; commas
 *     part the tags of a search
 */
record NewTag(
        @NotBlank
        @Size(max = 50)
        @PlainText
        @Pattern(regexp = "[^\\p{Cc}\\p{Cf},]*", message = "must be one line, without commas and invisible characters")
        String name) {

    NewTag {
        name = name == null
                ? null
                : Normalizer.normalize(name, Normalizer.Form.NFC)
                        .replaceAll("\\p{Zs}+", " ")
                        .strip();
    }
}
