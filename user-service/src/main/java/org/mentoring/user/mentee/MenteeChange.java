package org.mentoring.user.mentee;

import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.PublicUrl;

/** The mentee's own fields; the others come from the account. */
record MenteeChange(
        @Size(max = 5000) @PlainText String biography,
        @PublicUrl String linkedinUrl,
        @PublicUrl String profileImageUrl) {}
