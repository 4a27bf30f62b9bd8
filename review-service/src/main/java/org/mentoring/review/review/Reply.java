package org.mentoring.review.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/** @param reply of the mentor; text, never markup */
record Reply(@NotBlank @Size(max = 5000) @PlainText String reply) {}
