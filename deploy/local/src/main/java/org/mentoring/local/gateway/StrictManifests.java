package org.mentoring.local.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads Kubernetes manifests as strictly as an API server validates them: an unknown field, a repeated one or a number
 * where text belongs is refused. The models alone would ignore unknown fields.
 */
public final class StrictManifests {

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new RejectUnknownFields())
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private StrictManifests() {}

    /**
     * The documents of a file, in their order.
     *
     * @throws InvalidConfigurationException naming the line that is no YAML
     */
    public static List<JsonNode> documents(Path file) {
        try (JsonParser parser = YAML.createParser(file.toFile())) {
            return YAML.readValues(parser, JsonNode.class).readAll().stream()
                    .filter(document -> !document.isNull() && !document.isMissingNode())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new InvalidConfigurationException(file + " is not YAML: " + e.getOriginalMessage() + where(e), e);
        } catch (IOException e) {
            throw new InvalidConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The document as its model; the file is for the message only.
     *
     * @throws InvalidConfigurationException naming the field that the model does not have
     */
    public static <T> T as(Class<T> model, JsonNode document, Path file) {
        try {
            return YAML.treeToValue(document, model);
        } catch (PropertyBindingException e) {
            throw new InvalidConfigurationException(
                    file + ": " + path(e) + " is no field of a " + model.getSimpleName() + ".", e);
        } catch (JsonMappingException e) {
            throw new InvalidConfigurationException(file + ": " + path(e) + " has a value of the wrong kind.", e);
        } catch (JsonProcessingException e) {
            throw new InvalidConfigurationException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    private static final class RejectUnknownFields extends JacksonAnnotationIntrospector {

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
