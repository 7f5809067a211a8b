package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Outputs of last time for which projects look by conditions and functions: in a fresh tree, they
 * are not there yet when a project is evaluated, nor before their own target has run.
 */
final class LookedForOutputs {
    private static final Pattern LOOK =
            Pattern.compile(
                    "(?:(?:\\bExists|\\[System\\.IO\\.(?:File|Directory)\\]::\\w+)\\s*\\(\\s*['\"`]?"
                            + "|\\bHintPath\\s*(?:>|=\\s*['\"]))"
                            + "((?:\\$\\([\\w.]+\\)|[^'\"`(),;$<])++)",
                    Pattern.CASE_INSENSITIVE);

    /** Of the file that looks, or of a project. */
    private static final Pattern HERE =
            Pattern.compile(
                    "^\\$\\((?:MSBuildThisFileDirectory|MSBuildProjectDirectory)\\)/*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern OUTPUT_FOLDER =
            Pattern.compile(
                    "^\\$\\((?:OutDir|OutputPath|TargetDir|TargetPath|PublishDir|(?:Base)?IntermediateOutputPath"
                            + "|BaseOutputPath)\\)/*$",
                    Pattern.CASE_INSENSITIVE);

    /** Of items, whose names are not known. */
    private static final Pattern LOOK_FOR_ITEMS =
            Pattern.compile(
                    "(?:\\bExists|::Exists)\\s*\\(\\s*['\"`]?[@%]\\(|->\\s*Exists\\s*\\(",
                    Pattern.CASE_INSENSITIVE);

    /** One that runs when the references of its project have been built. */
    private static final Pattern LATE_TARGET =
            Pattern.compile(
                    "<Target\\b[^<>]*\\b(?:AfterTargets\\s*=\\s*[\"'](?:ResolveReferences|ResolveProjectReferences"
                            + "|ResolveAssemblyReferences|CoreCompile|Compile|Build|AfterBuild"
                            + "|CopyFilesToOutputDirectory|Pack|Publish)"
                            + "|BeforeTargets\\s*=\\s*[\"'](?:CoreCompile|AfterBuild|CopyFilesToOutputDirectory))"
                            + "[\"']",
                    Pattern.CASE_INSENSITIVE);

    private static final String TARGET_END = "</Target>";

    private static final Pattern PROPERTY = Pattern.compile("^\\$\\((\\w+)\\)$");

    /** Of properties of which the value is another property. */
    private static final int MOST_STEPS = 3;

    private final Path source;
    private final Collection<String> tracked;
    private final Map<String, String> texts;

    /** Null until somebody looks. */
    private Set<String> outputs;

    LookedForOutputs(Path source, Collection<String> tracked, ProjectTexts texts) {
        this.source = source;
        this.tracked = tracked;
        this.texts = texts.byPath();
    }

    /**
     * For people: what is looked for; empty where that is no output.
     *
     * @param removed projects of which the outputs are removed before anything is built
     */
    Optional<String> found(Collection<String> removed) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (LOOK_FOR_ITEMS.matcher(text.getValue()).find()) {
                return Optional.of(text.getKey() + " looks whether items are there");
            }
            Matcher looks = LOOK.matcher(text.getValue());
            List<Span> targets = lateTargets(text.getValue());
            while (looks.find()) {
                if (outputs == null) {
                    outputs = list(removed);
                }
                int at = looks.start();
                boolean late = targets.stream().anyMatch(target -> target.has(at));
                String found = output(text.getKey(), looks.group(1), 0);
                if (found != null && !(late && isOfReference(text.getKey(), found))) {
                    return Optional.of(
                            "%s looks for %s, which the last build made"
                                    .formatted(text.getKey(), looks.group(1).strip()));
                }
            }
        }
        return Optional.empty();
    }

    /** A part of a text. */
    private record Span(int begin, int end) {
        boolean has(int at) {
            return begin < at && at < end;
        }
    }

    private static List<Span> lateTargets(String text) {
        List<Span> targets = new ArrayList<>();
        Matcher target = LATE_TARGET.matcher(text);
        for (int from = 0; from < text.length() && target.find(from); ) {
            int end = text.indexOf(TARGET_END, target.end());
            from = end < 0 ? text.length() : end;
            targets.add(new Span(target.start(), from));
        }
        return targets;
    }

    // When such a target runs, what a project refers to has been built, in a fresh tree as well.
    private boolean isOfReference(String file, String output) {
        return texts.keySet().stream()
                .filter(path -> ProjectTexts.isProject(path) && !path.equals(file))
                .filter(path -> output.startsWith(ProjectTexts.folder(path)))
                .anyMatch(path -> texts.get(file).contains(ProjectTexts.name(path)));
    }

    /** What is meant; null where that is no output. */
    private String output(String file, String looked, int steps) {
        String path = looked.strip().replace('\\', '/');
        Matcher property = PROPERTY.matcher(path);
        if (OUTPUT_FOLDER.matcher(path).find()) {
            return ProjectTexts.folder(file);
        }
        if (property.find()) {
            return steps == MOST_STEPS
                    ? null
                    : values(property.group(1))
                            .map(value -> output(file, value, steps + 1))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
        }
        String plain = HERE.matcher(path).replaceFirst("");
        String end = plain.substring(plain.lastIndexOf(')') + 1);
        Stream<String> meant =
                !plain.contains("$(")
                        ? folders(file).map(folder -> normal(folder + plain))
                        : end.isBlank()
                                ? Stream.of()
                                : outputs.stream().filter(output -> output.endsWith(end));
        return meant.filter(outputs::contains).findFirst().orElse(null);
    }

    private static String normal(String path) {
        return Path.of(path).normalize().toString().replace('\\', '/');
    }

    private Stream<String> values(String property) {
        Pattern element =
                Pattern.compile("<" + property + "\\b[^<>]*+>([^<]*+)</", Pattern.CASE_INSENSITIVE);
        return texts.values().stream()
                .flatMap(text -> element.matcher(text).results())
                .map(value -> value.group(1));
    }

    /** To which a path may be relative. */
    private Stream<String> folders(String file) {
        Stream<String> own = Stream.of(ProjectTexts.folder(file));
        return ProjectTexts.isProject(file)
                ? own
                : Stream.concat(
                                own,
                                texts.keySet().stream()
                                        .filter(ProjectTexts::isProject)
                                        .map(ProjectTexts::folder))
                        .distinct();
    }

    // Folders too, but for those that a fresh tree has when projects are built.
    private Set<String> list(Collection<String> removed) throws IOException {
        List<String> gone =
                removed.stream()
                        .map(ProjectTexts::folder)
                        .flatMap(folder -> Stream.of(folder + "bin/", folder + "obj/"))
                        .toList();
        Set<String> made = new HashSet<>();
        Set<String> there = new HashSet<>();
        tracked.forEach(path -> there.addAll(foldersOf(path)));
        TreeWalk.files(
                source,
                (file, attributes) -> {
                    String path = source.relativize(file).toString().replace('\\', '/');
                    if (RestoredFiles.isOfRestore(file.getFileName().toString())) {
                        there.addAll(foldersOf(path));
                    } else if (!tracked.contains(path)
                            && gone.stream().noneMatch(path::startsWith)) {
                        made.add(path);
                        made.addAll(foldersOf(path));
                    }
                });
        made.removeAll(there);
        return made;
    }

    private static List<String> foldersOf(String path) {
        List<String> folders = new ArrayList<>();
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            folders.add(path.substring(0, end));
        }
        return folders;
    }
}
