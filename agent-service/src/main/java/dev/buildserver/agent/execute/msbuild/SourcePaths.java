package dev.buildserver.agent.execute.msbuild;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Turns paths of this agent into paths of the repository.
 *
 * @param source root of the tree, a real path
 */
public record SourcePaths(Path source) {

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
        return text.replace(source + source.getFileSystem().getSeparator(), "");
    }

    /** With forward slashes; relative where the file lies in the tree. */
    public String relative(Path file) {
        Path shown = file.startsWith(source) ? source.relativize(file) : file;
        return shown.toString().replace('\\', '/');
    }
}
