package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files that are copied or compiled in as they are. MSBuild copies the newest of one name, where in
 * a fresh tree the last one wins; and it does not look at files that are named in a {@code .resx}.
 */
final class ContentFiles {
    private static final String RESOURCES = ".resx";

    /** Of files that a documentation comment may include. */
    private static final List<String> MARKUP = List.of(".html", ".htm", ".md", ".svg");

    private static final List<String> COMMENTED = List.of(".cs", ".vb", ".fs");
    private static final String INCLUDES = "<include";

    private final Path source;
    private final Collection<String> tracked;

    /** Names of files that are no sources; null until somebody asks. */
    private Set<String> made;

    /** Null until somebody asks. */
    private List<String> resources;

    /** Null until somebody asks. */
    private List<String> including;

    ContentFiles(Path source, Collection<String> tracked) {
        this.source = source;
        this.tracked = tracked;
    }

    /** Those of the changed files that a build on earlier outputs may treat otherwise. */
    List<String> critical(Collection<String> changed) throws IOException {
        Map<String, Long> count =
                tracked.stream()
                        .collect(Collectors.groupingBy(ProjectTexts::name, Collectors.counting()));
        List<String> critical = new ArrayList<>();
        for (String path : changed) {
            String name = ProjectTexts.name(path);
            if (isInResources(name)
                    || isInComments(name)
                    || count.get(name) > 1 && isCopied(name)) {
                critical.add(path);
            }
        }
        return critical;
    }

    // Under another name, it has no namesake that anybody could know of.
    private boolean isCopied(String name) throws IOException {
        if (made == null) {
            Set<Path> sources =
                    tracked.stream().map(source::resolve).collect(Collectors.toUnmodifiableSet());
            made = new HashSet<>();
            TreeWalk.files(
                    source,
                    (file, attributes) -> {
                        if (!sources.contains(file)) {
                            made.add(file.getFileName().toString());
                        }
                    });
        }
        return made.contains(name);
    }

    private boolean isInResources(String name) throws IOException {
        if (resources == null) {
            resources = texts(List.of(RESOURCES), "");
        }
        return resources.stream().anyMatch(text -> text.contains(name));
    }

    // Compilers take in what a comment includes, and MSBuild knows nothing of it.
    private boolean isInComments(String name) throws IOException {
        if (MARKUP.stream().noneMatch(name::endsWith)) {
            return false;
        }
        if (including == null) {
            including = texts(COMMENTED, INCLUDES);
        }
        return including.stream().anyMatch(text -> text.contains(name));
    }

    private List<String> texts(List<String> endings, String with) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String path : tracked) {
            Path file = source.resolve(path);
            if (endings.stream().anyMatch(path::endsWith) && Files.isRegularFile(file)) {
                String text = ProjectTexts.read(file);
                if (text.contains(with)) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
