package dev.buildserver.agent.execute.msbuild;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Turns paths of this agent into paths of the repository, and of what is elsewhere on each agent
 * into paths that are the same on all.
 *
 * @param source root of the tree, a real path
 * @param named other folders, by the variables that name them
 */
public record SourcePaths(Path source, Map<String, Path> named) {
    public SourcePaths {
        named = Map.copyOf(named);
    }

    public SourcePaths(Path source) {
        this(source, Map.of());
    }

    /**
     * @param variables which of the environment name folders
     */
    public static SourcePaths of(
            Path source, Map<String, String> environment, Set<String> variables) {
        Map<String, Path> named = new HashMap<>();
        for (String variable : variables) {
            String folder = environment.get(variable);
            if (folder != null && !folder.isBlank()) {
                named.put(variable, Path.of(folder).normalize());
            }
        }
        return new SourcePaths(source, named);
    }

    /**
     * @param project the project to whose folder a relative path belongs; may be null
     * @return with forward slashes; relative where the file lies in the tree; null where there is
     *     none
     */
    String file(String file, String project) {
        if (file == null || file.isBlank()) {
            return null;
        }
        try {
            Path base =
                    project == null || project.isBlank()
                            ? source
                            : source.resolve(project).resolveSibling("");
            return relative(base.resolve(file).normalize());
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** As {@link #file}, for a project file. */
    String project(String project) {
        return file(project, null);
    }

    /** A text for people, in which files of the tree are named as in the repository. */
    String text(String text) {
        String shown = text.replace(source + separator(), "");
        for (Map.Entry<String, Path> other : named.entrySet()) {
            shown =
                    shown.replace(
                            other.getValue() + separator(), "$" + other.getKey() + separator());
        }
        return shown;
    }

    /** With forward slashes; relative where the file lies in the tree. */
    public String relative(Path file) {
        if (file.startsWith(source)) {
            return slashes(source.relativize(file));
        }
        return named.entrySet().stream()
                .filter(other -> file.startsWith(other.getValue()))
                .findFirst()
                .map(
                        other ->
                                "$%s/%s"
                                        .formatted(
                                                other.getKey(),
                                                slashes(other.getValue().relativize(file))))
                .orElse(slashes(file));
    }

    private static String slashes(Path file) {
        return file.toString().replace('\\', '/');
    }

    private String separator() {
        return source.getFileSystem().getSeparator();
    }
}
