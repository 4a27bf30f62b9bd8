package org.mentoring.kit.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/** A BCP 47 language tag of at most 35 characters that dates can be written in. Null is accepted. */
@Documented
@Constraint(validatedBy = LanguageTag.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface LanguageTag {

    String message() default "must be a BCP 47 language tag, such as de-CH";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Not whether such a language exists, which changes with time. */
    class Validator implements ConstraintValidator<LanguageTag, String> {

        private static final int MAX_LENGTH = 35;

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            return value.length() <= MAX_LENGTH && UsableLocale.of(value).isPresent();
        }
    }
}
