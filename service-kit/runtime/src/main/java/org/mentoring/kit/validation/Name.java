package org.mentoring.kit.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * A name by the rule of {@link Names}, which the record that carries it has {@linkplain Names#normalized normalized}: one line
 * without controls or overrides of the writing direction, with at least one visible character. Null is accepted.
 */
@Documented
@Constraint(validatedBy = Name.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Name {

    /** The longest, in characters as readers count them. */
    int max() default Names.MAX_LENGTH;

    String message() default "must be a name";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says which part of the rule a name breaks. */
    class Validator implements ConstraintValidator<Name, String> {

        private int max;

        @Override
        public void initialize(Name name) {
            max = name.max();
        }

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            var violation = value == null ? Optional.<String>empty() : Names.violation(value, max);
            violation.ifPresent(message -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            });
            return violation.isEmpty();
        }
    }
}
