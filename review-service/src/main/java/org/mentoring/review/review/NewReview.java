package org.mentoring.review.review;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/**
 * @param sessionId a completed session of the mentee who writes
 * @param feedback text, never markup; null for a rating without text
 */
record NewReview(
        @NotNull UUID sessionId,
        @NotNull @Min(1) @Max(5) Integer rating,

        @Size(max = 5000) @PlainText @NotInvisible String feedback) {}
