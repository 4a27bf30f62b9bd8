package org.mentoring.kit.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;

/**
 * Text that reads as it is written. Refused are control characters other than line ends and tabs, halves of surrogate pairs,
 * and the characters that turn the writing direction of what follows them (U+202A to U+202E, U+2066 to U+2069; Unicode
 * Standard Annex 9), by which a text can show something else than it says, beyond its own end too. Arabic and Hebrew do not
 * need these; the marks U+200E, U+200F and U+061C, which turn nothing, are fine. Null is accepted.
 */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = PlainText.PATTERN)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainText {

    String PATTERN = "[\\P{Cc}\\n\\r\\t&&[^\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]]*";

    String message() default "must not contain control characters, nor ones that turn the writing direction";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
