package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Outputs whose targets name only what restore wrote and the project's text as their inputs, and
 * read more: {@code .deps.json} has the version that a target may have set and the cultures that
 * there are, and an app's list of MVC parts follows what its references refer to.
 */
final class FixedInputs {
    private static final List<String> OUTPUTS =
            List.of(".deps.json", ".MvcApplicationPartsAssemblyInfo.cache");

    // Removed ones would be made again, too; but a package may lie in the tree, with such a file.
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

    private FixedInputs() {}

    /** Makes those outputs older than anything, so that MSBuild makes them again. */
    static void age(Path source, Collection<String> tracked) throws IOException {
        TreeWalk.filesAndPackages(
                source,
                (file, attributes) -> {
                    String path = source.relativize(file).toString().replace('\\', '/');
                    if (attributes.isRegularFile()
                            && OUTPUTS.stream().anyMatch(path::endsWith)
                            && !tracked.contains(path)) {
                        Files.setLastModifiedTime(file, LONG_AGO);
                    }
                });
    }
}
