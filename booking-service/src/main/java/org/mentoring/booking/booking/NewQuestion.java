package org.mentoring.booking.booking;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.NotInvisible;
import org.mentoring.kit.validation.PlainText;

/**
 * What a mentor wants to know before deciding on a request.
 *
 * @param question shown to the mentee
 */
record NewQuestion(
        @NotBlank @Size(max = 2000) @PlainText @NotInvisible String question) {}
