package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The file with options for MSBuild that a repository has. Its text is part of all keys. */
final class ResponseFile {
    private static final Pattern ANOTHER = Pattern.compile("(?m)^(?!\\s*#).*?(^|[\\s\"'])@");

    private ResponseFile() {}

    /**
     * @param source where the tree is
     * @throws UnfitSolutionException there is one that takes options from another file
     */
    static void check(Path source, String solution, Tree tree) throws IOException {
        String path = ProjectKeys.responseFile(solution, tree);
        if (path == null) {
            return;
        }
        Path file = TreePath.resolve(source, path);
        // A link may lead anywhere on this machine.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || ANOTHER.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find()) {
            throw new UnfitSolutionException(
                    path + " takes options from another file: all is built without the cache");
        }
    }
}
