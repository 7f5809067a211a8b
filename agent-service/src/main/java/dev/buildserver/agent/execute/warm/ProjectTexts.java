package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of a repository that MSBuild evaluates: projects, and what they may import.
 *
 * @param byPath content by path in the tree
 */
record ProjectTexts(Map<String, String> byPath) {
    private static final List<String> PROJECTS = List.of(".csproj", ".fsproj", ".vbproj");
    private static final List<String> IMPORTS = List.of(".props", ".targets");

    /** The last part of what is imported: what is before it may be made of properties. */
    private static final Pattern IMPORTED =
            Pattern.compile("<Import\\b[^>]*\\bProject\\s*=\\s*[\"'](?:[^\"']*[/\\\\)])?([^\"']+)");

    /**
     * @param tracked paths in the tree
     */
    static ProjectTexts of(Path source, Collection<String> tracked) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Set<String> added =
                tracked.stream()
                        .filter(path -> isProject(path) || endsWith(path, IMPORTS))
                        .collect(Collectors.toSet());
        while (!added.isEmpty()) {
            Set<String> names = new HashSet<>();
            for (String path : added) {
                Path file = source.resolve(path);
                if (Files.isRegularFile(file)) {
                    String text = read(file);
                    texts.put(path, text);
                    imported(text, names);
                }
            }
            added =
                    tracked.stream()
                            .filter(path -> names.contains(name(path)))
                            .filter(path -> !texts.containsKey(path))
                            .collect(Collectors.toSet());
        }
        return new ProjectTexts(texts);
    }

    /** A file's text, where it is UTF-8; other bytes are replaced. */
    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    static boolean isProject(String path) {
        return endsWith(path, PROJECTS);
    }

    /** A file's name in its folder. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** With a slash at the end; the root is empty. */
    static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static void imported(String text, Set<String> names) {
        Matcher imports = IMPORTED.matcher(text);
        while (imports.find()) {
            names.add(imports.group(1));
        }
    }

    private static boolean endsWith(String path, List<String> endings) {
        return endings.stream().anyMatch(path::endsWith);
    }
}
