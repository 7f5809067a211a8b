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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that are copied or compiled in as they are. MSBuild copies the newest of one name, where in
 * a fresh tree the last one wins; and it does not look at files that are named in a {@code .resx}.
 */
final class ContentFiles {
    private static final String RESOURCES = ".resx";

    private static final List<String> COMMENTED = List.of(".cs", ".vb", ".fs");

    /** In comments, and before the name of the file of which a source was made. */
    private static final Pattern NAMING =
            Pattern.compile("<include|#\\s*(?:line|ExternalSource)\\b");

    private static final Pattern CHARACTER =
            Pattern.compile("&#(?:x(\\p{XDigit}{1,6})|(\\d{1,7}));");

    private final Path source;
    private final Collection<String> tracked;

    /** Names of files that are no sources; null until somebody asks. */
    private Set<String> made;

    /** Null until somebody asks. */
    private List<String> resources;

    /** Null until somebody asks. */
    private List<String> naming;

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
            if (isInResources(name) || isInSources(name) || count.get(name) > 1 && isCopied(name)) {
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
            TreeWalk.filesAndPackages(
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
            resources = texts(List.of(RESOURCES)).map(ContentFiles::plain).toList();
        }
        return resources.stream().anyMatch(text -> text.contains(name));
    }

    // Compilers take in what a comment includes, and embed what a directive names; MSBuild knows
    // nothing of it.
    private boolean isInSources(String name) throws IOException {
        if (COMMENTED.stream().anyMatch(name::endsWith)) {
            return false;
        }
        if (naming == null) {
            naming = texts(COMMENTED).filter(text -> NAMING.matcher(text).find()).toList();
        }
        return naming.stream().anyMatch(text -> text.contains(name));
    }

    private Stream<String> texts(List<String> endings) throws IOException {
        Stream.Builder<String> texts = Stream.builder();
        for (String path : tracked) {
            Path file = source.resolve(path);
            if (endings.stream().anyMatch(path::endsWith) && Files.isRegularFile(file)) {
                texts.add(ProjectTexts.read(file));
            }
        }
        return texts.build();
    }

    /** Without the references by which XML writes characters. */
    private static String plain(String text) {
        return CHARACTER
                .matcher(text)
                .replaceAll(ContentFiles::character)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    private static String character(MatchResult reference) {
        int code =
                reference.group(1) != null
                        ? Integer.parseInt(reference.group(1), 16)
                        : Integer.parseInt(reference.group(2));
        return Character.isValidCodePoint(code)
                ? Matcher.quoteReplacement(Character.toString(code))
                : "";
    }
}
