package org.mentoring.review.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/** Why a review is hidden, or should be. */
record Reason(@NotBlank @Size(max = 1000) @PlainText String reason) {}
