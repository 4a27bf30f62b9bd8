package org.mentoring.mentor.link;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.mentoring.kit.validation.PlainText;
import org.mentoring.kit.validation.PublicUrl;

record SocialLinkChange(
        @NotBlank @Size(max = 50) @PlainText String platform,
        @NotNull @PublicUrl String url) {}
