package org.mentoring.review.review;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * @param sessionId a completed session of the mentee who writes
 * @param feedback null: the rating says it all
 */
record NewReview(
        @NotNull UUID sessionId,
        @NotNull @Min(1) @Max(5) Integer rating,

        @Size(max = 5000) @Pattern(regexp = "[\\P{Cc}\\n\\r\\t]*", message = "must not contain control characters")
        String feedback) {}
