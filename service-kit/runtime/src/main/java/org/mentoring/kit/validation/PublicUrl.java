package org.mentoring.kit.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * An https URL with a public host name: no address literal, no name that only an inner network resolves, no user name or
 * port, at most 2000 characters. Null is accepted.
 */
@Documented
@Constraint(validatedBy = PublicUrlValidator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PublicUrl {

    String message() default "must be an https URL with a public host name, at most 2000 characters long";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
