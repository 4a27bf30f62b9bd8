package org.mentoring.review.review;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/** @param reply of the mentor; text, never markup */
record Reply(
        @NotNull @Size(max = 5000) @PlainText @NotInvisible String reply) {}
