package org.mentoring.review.review;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/** Why a review is hidden. */
record HideReason(
        @NotNull @Size(max = 1000) @PlainText @NotInvisible String reason) {}
