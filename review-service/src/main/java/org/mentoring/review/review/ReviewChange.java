package org.mentoring.review.review;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/** @param feedback text, never markup; null: the rating says it all */
record ReviewChange(
        @NotNull @Min(1) @Max(5) Integer rating,

        @Size(max = 5000) @PlainText @NotInvisible String feedback) {}
