package org.mentoring.contracts.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

/** The javadoc of the sources, used as descriptions in the API documents. */
final class SourceComments {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private final Map<String, Comment> comments = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    /**
     * A comment.
     *
     * @param text as Markdown
     * @param parameters by their names in Java
     */
    record Comment(String text, Map<String, String> parameters) {

        /** Up to the first full stop or semicolon, which most of them are in whole. */
        String firstSentence() {
            var end = text.split("(?<=[.;:])\\s", 2)[0].strip();
            return end.replaceAll("[.;:]$", "");
        }
    }

    /** The comments on all classes and methods below the directories. */
    static SourceComments of(List<Path> directories) {
        var comments = new SourceComments();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var sources = directories.stream()
                    .flatMap(SourceComments::javaFiles)
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                comments.new Scanner(trees).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return comments;
    }

    /** @param name {@code Class} or {@code Class.method}, of a nested class without the outer one's name */
    Optional<Comment> on(String name) {
        if (ambiguous.contains(name)) {
            throw new IllegalStateException(
                    "Several classes have a javadoc for " + name + ", which is in the API: rename one");
        }
        return Optional.ofNullable(comments.get(name));
    }

    private static java.util.stream.Stream<Path> javaFiles(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Scanner extends TreePathScanner<Void, Void> {

        private final DocTrees trees;

        Scanner(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            keep(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            keep(enclosing() + "." + method.getName());
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitVariable(VariableTree field, Void nothing) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
                keep(enclosing() + "#" + field.getName());
            }
            return super.visitVariable(field, nothing);
        }

        private String enclosing() {
            TreePath path = getCurrentPath().getParentPath();
            return path.getLeaf() instanceof ClassTree type
                    ? type.getSimpleName().toString()
                    : "";
        }

        private void keep(String name) {
            var doc = trees.getDocCommentTree(getCurrentPath());
            if (doc != null) {
                var comment = comment(doc);
                var known = comments.putIfAbsent(name, comment);
                if (known != null && !known.equals(comment)) {
                    ambiguous.add(name);
                }
            }
        }
    }

    private static Comment comment(DocCommentTree doc) {
        var parameters = new LinkedHashMap<String, String>();
        for (DocTree tag : doc.getBlockTags()) {
            if (tag instanceof ParamTree parameter) {
                parameters.put(parameter.getName().toString(), markdown(parameter.getDescription()));
            }
        }
        return new Comment(markdown(doc.getFullBody()), parameters);
    }

    private static String markdown(List<? extends DocTree> body) {
        var text = new StringBuilder();
        body.forEach(part -> text.append(part));
        return withoutEscapes(text.toString())
                .replaceAll("\\{@(?:code|literal|link|value) #?((?:[^{}]|\\{[^{}]*})*)}", "`$1`")
                .replaceAll("\\s*<p>\\s*", "\n\n")
                .replaceAll("[ \\t]*\\n[ \\t]*(?!\\n)", "\n")
                .replaceAll("(?<!\\n)\\n(?!\\n)", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .strip();
    }

    /** The compiler's trees write what is not ASCII as escapes. */
    private static String withoutEscapes(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
    }
}
