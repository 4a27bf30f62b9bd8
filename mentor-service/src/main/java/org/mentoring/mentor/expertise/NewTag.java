package org.mentoring.mentor.expertise;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;

record NewTag(@NotBlank @Size(max = 50) @PlainText String name) {}
