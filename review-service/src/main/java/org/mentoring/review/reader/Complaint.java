package org.mentoring.review.reader;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/** Why a review should not be there. */
record Complaint(@NotBlank @Size(max = 1000) @PlainText String reason) {}
