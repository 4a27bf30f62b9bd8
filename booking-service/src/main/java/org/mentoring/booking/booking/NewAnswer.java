package org.mentoring.booking.booking;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/**
 * The answer to the question of a mentor.
 *
 * @param answer shown to the mentor
 */
record NewAnswer(
        @NotBlank @Size(max = 2000) @PlainText @NotInvisible String answer) {}
