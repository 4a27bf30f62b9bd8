package org.mentoring.user.mentee;

import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.PublicUrl;

/** What a mentee says about herself; the rest comes from the account. */
record MenteeChange(
        @Size(max = 5000) @PlainText String biography,
        @PublicUrl String linkedinUrl,
        @PublicUrl String profileImageUrl) {}
