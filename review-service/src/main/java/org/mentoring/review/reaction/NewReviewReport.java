package org.mentoring.review.reaction;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/** Why a review should not be there. */
record NewReviewReport(
        @NotNull @Size(max = 1000) @PlainText @NotInvisible String reason) {}
