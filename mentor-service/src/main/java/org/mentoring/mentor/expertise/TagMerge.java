package org.mentoring.mentor.expertise;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/** @param into the tag that stays */
record TagMerge(@NotNull UUID into) {}
