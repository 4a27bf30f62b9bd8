package org.mentoring.mentor.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mentoring.kit.problem.Problems;

/** JSON merge patches (RFC 7396) of flat records, with the validation that the whole would have. */
@ApplicationScoped
class MergePatch {

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** The current state with the patch applied; 400 for a field it does not have, 422 for a value that it refuses. */
    <T> T apply(ObjectNode patch, T current, Class<T> type) {
        ObjectNode merged = json.valueToTree(current);
        merged.setAll(patch);
        T changed;
        try {
            changed = json.treeToValue(merged, type);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
        var violations = validator.validate(changed);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return changed;
    }

    boolean isValid(Class<?> type, String property, Object value) {
        return validator.validateValue(type, property, value).isEmpty();
    }

    private static RuntimeException unreadable(JsonProcessingException e) {
        var field =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? mapping.getPath().getLast().getFieldName()
                        : "body";
        return Problems.malformed(field, "is not known here, or not of the right type");
    }
}
