package org.mentoring.mentor.profile;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

/** @param tags names, aliases or ids of expertise tags; they replace the mentor's tags, their order has no meaning */
record ExpertiseChange(@NotNull @Size(max = 20) List<@NotBlank @Size(max = 200) @PlainText String> tags) {}
