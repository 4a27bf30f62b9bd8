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
 * Text on a single line, as names are: no line end (those of Unicode included) and no tab, so that it cannot begin a header of a
 * mail. Null is accepted.
 */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = OneLine.PATTERN)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneLine {

    String PATTERN = "[^\\n\\r\\t\\u0085\\u2028\\u2029]*";

    String message() default "must be one line";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
