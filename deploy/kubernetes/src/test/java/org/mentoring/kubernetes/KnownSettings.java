package org.mentoring.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * What one built service can be told: by its configuration files, its {@code @ConfigMapping} interfaces, its scheduled
 * jobs, the Quarkus extensions it is made of, and Kafka's clients.
 */
final class KnownSettings {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}:]+)(:[^}]*)?}");
    private static final Map<String, KnownSettings> READ = new ConcurrentHashMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Values that stand in files or are defaults, by property; a profile's own under {@code %profile.}. */
    private final Map<String, String> values = new TreeMap<>();

    private final Set<String> mandatory = new TreeSet<>();
    private final Set<String> variables = new HashSet<>();

    private KnownSettings() {}

    static KnownSettings of(String service) {
        return ofModule(service + "-service");
    }

    static KnownSettings ofModule(String module) {
        return READ.computeIfAbsent(module, KnownSettings::read);
    }

    /** Whether anything reads the environment variable. */
    boolean know(String variable) {
        return variables.contains(variable);
    }

    /** Whether anything reads an environment variable that begins so. */
    boolean knowBelow(String prefix) {
        return variables.stream().anyMatch(variable -> variable.startsWith(prefix));
    }

    /** Whether anything reads an environment variable that ends so. */
    boolean knowEnd(String suffix) {
        return variables.stream().anyMatch(variable -> variable.endsWith(suffix));
    }

    /**
     * What the settings come to where the environment is this one.
     *
     * @param profile the active one beside those of Quarkus itself; may be empty
     */
    Map<String, String> effective(Map<String, String> environment, String profile) {
        var effective = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            if (!name.startsWith("%")) {
                effective.put(name, value);
            }
        });
        values.forEach((name, value) -> {
            if (!profile.isEmpty() && name.startsWith("%" + profile + ".")) {
                effective.put(name.substring(profile.length() + 2), value);
            }
        });
        for (var name : effective.keySet()) {
            Optional.ofNullable(environment.get(variable(name))).ifPresent(value -> effective.put(name, value));
        }
        return effective;
    }

    /** What must be told and is not: what nothing has a value for, though something refers to it. */
    Set<String> missing(Map<String, String> environment, String profile) {
        var effective = effective(environment, profile);
        var needed = new TreeSet<>(mandatory);
        effective
                .values()
                .forEach(value -> EXPRESSION
                        .matcher(value)
                        .results()
                        .filter(match -> match.group(2) == null)
                        .forEach(match -> needed.add(match.group(1))));
        needed.removeIf(name -> effective.containsKey(name) || environment.containsKey(variable(name)));
        // What the build itself knows.
        needed.removeIf(name -> name.startsWith("quarkus.project."));
        return needed;
    }

    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
    }

    private static KnownSettings read(String module) {
        var application = Installation.REPOSITORY.resolve(module + "/target/quarkus-app");
        if (!Files.isDirectory(application)) {
            throw new IllegalStateException(module + " is not built: " + application + " is missing");
        }
        var known = new KnownSettings();
        try (var own = Files.list(application.resolve("app"));
                var libraries = Files.list(application.resolve("lib/main"))) {
            var indexer = new Indexer();
            for (var jar : Stream.concat(libraries, own).sorted().toList()) {
                known.readJar(jar, indexer);
            }
            known.readMappings(indexer.complete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .forEach(name -> known.variables.add(variable("kafka." + name)));
        return known;
    }

    private void readJar(Path file, Indexer indexer) throws IOException {
        var ours = !file.getParent().endsWith("lib/main")
                || file.getFileName().toString().startsWith("org.mentoring.");
        try (var jar = new JarFile(file.toFile())) {
            for (var entry : jar.stream().toList()) {
                try (var content = jar.getInputStream(entry)) {
                    if (entry.getName().equals("META-INF/quarkus-config-doc/quarkus-config-model.json")) {
                        readDocumentation(JSON.readTree(content));
                    } else if (ours && entry.getName().matches("application.properties|META-INF/microprofile.*")) {
                        readProperties(content);
                    } else if (ours && entry.getName().endsWith(".class")) {
                        indexer.index(content);
                    }
                }
            }
        }
    }

    private void readDocumentation(JsonNode node) {
        if (node.has("environmentVariable")) {
            variables.add(node.get("environmentVariable").asText());
        }
        node.forEach(this::readDocumentation);
    }

    private void readProperties(InputStream content) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(new String(content.readAllBytes(), StandardCharsets.UTF_8)));
        properties.forEach((name, value) -> {
            values.put(name.toString(), value.toString());
            variables.add(variable(name.toString()));
            EXPRESSION.matcher(value.toString()).results().forEach(match -> variables.add(variable(match.group(1))));
        });
    }

    private void readMappings(Index index) {
        for (var mapping : index.getAnnotations("io.smallrye.config.ConfigMapping")) {
            readMapping(
                    index, mapping.value("prefix").asString(), mapping.target().asClass());
        }
        for (var property : index.getAnnotations("org.eclipse.microprofile.config.inject.ConfigProperty")) {
            variables.add(variable(property.value("name").asString()));
        }
        for (var consumer : index.getAnnotations("org.eclipse.microprofile.reactive.messaging.Incoming")) {
            readChannel(consumer.value().asString());
        }
        for (var job : index.getAnnotations("io.quarkus.scheduler.Scheduled")) {
            EXPRESSION
                    .matcher(job.values().toString())
                    .results()
                    .forEach(match -> variables.add(variable(match.group(1))));
        }
    }

    /** Topics and group are named after the channel where no setting does, by the kit's {@code ChannelDefaults}. */
    private void readChannel(String channel) {
        var prefix = "mp.messaging.incoming." + channel + ".";
        if (values.containsKey(prefix + "topic")) {
            return;
        }
        var topic = "mentoring." + channel.replaceFirst("-.*", "");
        var consumer = "${quarkus.application.name}" + channel.replaceFirst("^[a-z]+", "");
        values.putIfAbsent(prefix + "topics", topic + "," + topic + "." + consumer + ".retry");
        values.putIfAbsent(prefix + "group.id", consumer);
        values.putIfAbsent(prefix + "dead-letter-queue.topic", topic + "." + consumer + ".dlq");
    }

    private void readMapping(Index index, String prefix, ClassInfo mapping) {
        for (var method : mapping.methods()) {
            if (!method.isDefault()
                    && method.parametersCount() == 0
                    && !method.name().startsWith("<")) {
                readMember(index, prefix, method);
            }
        }
    }

    private void readMember(Index index, String prefix, MethodInfo method) {
        var name = prefix + "."
                + Optional.ofNullable(method.annotation("io.smallrye.config.WithName"))
                        .map(annotation -> annotation.value().asString())
                        .orElseGet(() -> method.name()
                                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                                .toLowerCase());
        var nested = index.getClassByName(method.returnType().name());
        if (nested != null && nested.isInterface()) {
            readMapping(index, name, nested);
            return;
        }
        variables.add(variable(name));
        var given = method.annotation("io.smallrye.config.WithDefault");
        if (given != null) {
            values.putIfAbsent(name, given.value().asString());
        } else if (!mayBeAbsent(method.returnType()) && !values.containsKey(name)) {
            mandatory.add(name);
        }
    }

    private static boolean mayBeAbsent(Type type) {
        return List.of("java.util.Optional", "java.util.OptionalInt", "java.util.Map")
                .contains(type.name().toString());
    }
}
