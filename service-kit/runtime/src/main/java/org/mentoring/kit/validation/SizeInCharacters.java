package org.mentoring.kit.validation;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

/**
 * Counts the characters of a text for {@link Size} as {@code maxLength} in JSON Schema and {@code char_length} in PostgreSQL do: code
 * points, of which those outside the basic plane, such as emoji, have two {@code char}s.
 */
public class SizeInCharacters implements ConstraintValidator<Size, String> {

    private int min;
    private int max;

    @Override
    public void initialize(Size size) {
        min = size.min();
        max = size.max();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
        if (text == null) {
            return true;
        }
        var characters = text.codePointCount(0, text.length());
        return characters >= min && characters <= max;
    }

    /** A validator of {@code String} is taken before the one of {@code CharSequence} that Hibernate Validator has. */
    @Singleton
    static class Registration implements ValidatorFactoryCustomizer {

        @Override
        public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
            var mapping = configuration.createConstraintMapping();
            mapping.constraintDefinition(Size.class)
                    .includeExistingValidators(true)
                    .validatedBy(SizeInCharacters.class);
            configuration.addMapping(mapping);
        }
    }
}
