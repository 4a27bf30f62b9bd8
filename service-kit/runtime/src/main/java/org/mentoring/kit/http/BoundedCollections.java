package org.mentoring.kit.http;

import java.io.IOException;

import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.quarkus.jackson.ObjectMapperCustomizer;

/**
 * Stops reading a collection at the {@link Size} that its field declares. Bean Validation looks at every element before it says
 * that there are too many, in a time that grows with their square.
 */
@Singleton
class BoundedCollections implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("bounded-collections").setDeserializerModifier(new Modifier()));
    }

    private static final class Modifier extends BeanDeserializerModifier {

        @Override
        public JsonDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return new Bounded(deserializer, null);
        }

        @Override
        public JsonDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return new Bounded(deserializer, null);
        }
    }

    private static final class Bounded extends DelegatingDeserializer {

        private final transient Size size;

        Bounded(JsonDeserializer<?> delegate, Size size) {
            super(delegate);
            this.size = size;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new Bounded(delegate, size);
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
                throws JsonMappingException {
            var type = context.constructType(_delegatee.handledType());
            var delegate = context.handleSecondaryContextualization(_delegatee, property, type);
            var declared = property == null ? null : property.getAnnotation(Size.class);
            return declared == null ? delegate : new Bounded(delegate, declared);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.isExpectedStartArrayToken() || parser.hasToken(JsonToken.START_OBJECT)) {
                try (var read = firstElements(parser, context);
                        var copy = read.asParserOnFirstToken()) {
                    return super.deserialize(copy, context);
                }
            }
            return super.deserialize(parser, context);
        }

        private TokenBuffer firstElements(JsonParser parser, DeserializationContext context) throws IOException {
            var read = context.bufferForInputBuffering(parser);
            var end = parser.currentToken() == JsonToken.START_ARRAY ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
            read.copyCurrentEvent(parser);
            var elements = 0;
            for (var token = parser.nextToken(); token != end; token = parser.nextToken()) {
                elements++;
                if (elements > size.max()) {
                    throw new TooManyElementsException(parser, size);
                }
                read.copyCurrentStructure(parser);
            }
            read.copyCurrentEvent(parser);
            return read;
        }
    }
}
