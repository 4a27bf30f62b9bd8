package org.mentoring.notification.gallery;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;

/** The engine that fills in templates, without the application around it: the same templates, the same escaping. */
final class PlainEngine {

    private PlainEngine() {}

    static Engine create() {
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addLocator(PlainEngine::locate)
                .build();
    }

    private static Optional<TemplateLocation> locate(String id) {
        var resource = PlainEngine.class.getResource("/templates/" + id);
        if (resource == null) {
            return Optional.empty();
        }
        var type = id.endsWith(".html") ? "text/html" : "text/plain";
        var variant = new Variant(Locale.ENGLISH, type, "UTF-8");
        return Optional.of(new TemplateLocation() {
            @Override
            public Reader read() {
                return new InputStreamReader(
                        PlainEngine.class.getResourceAsStream("/templates/" + id), StandardCharsets.UTF_8);
            }

            @Override
            public Optional<Variant> getVariant() {
                return Optional.of(variant);
            }
        });
    }
}
