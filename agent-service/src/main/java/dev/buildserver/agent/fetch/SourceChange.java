package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Whether the outputs of one commit may be built upon for another. MSBuild compares times and sees
 * new and changed inputs; it does not remove what a deleted file or a changed project left behind,
 * and a clean build would not have that. So: yes only if files of known kinds were added or changed
 * in content, and nothing else.
 */
final class SourceChange {
    private static final Set<String> HARMLESS =
            Set.of(
                    "cs", "vb", "fs", "fsi", "resx", "razor", "cshtml", "vbhtml", "css", "scss",
                    "js", "html", "htm", "json", "md", "txt", "svg", "png", "jpg", "jpeg", "gif",
                    "ico");
    private static final Set<String> NOT_HARMLESS =
            Set.of(
                    "global.json",
                    "packages.lock.json",
                    "project.json",
                    "version.json",
                    "runtimeconfig.template.json");

    private SourceChange() {}

    static boolean keepsOutputs(Repository repository, ObjectId from, ObjectId to)
            throws IOException {
        try (RevWalk revisions = new RevWalk(repository);
                TreeWalk changes = new TreeWalk(repository)) {
            changes.addTree(revisions.parseCommit(from).getTree());
            changes.addTree(revisions.parseCommit(to).getTree());
            changes.setRecursive(true);
            changes.setFilter(TreeFilter.ANY_DIFF);
            while (changes.next()) {
                if (!isHarmless(changes)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isHarmless(TreeWalk change) {
        FileMode before = change.getFileMode(0);
        FileMode after = change.getFileMode(1);
        boolean addedFile = before == FileMode.MISSING && after == FileMode.REGULAR_FILE;
        boolean sameMode = before == after && after == FileMode.REGULAR_FILE;
        String name = change.getNameString().toLowerCase(Locale.ROOT);
        return (addedFile || sameMode)
                && HARMLESS.contains(name.substring(name.lastIndexOf('.') + 1))
                && !NOT_HARMLESS.contains(name);
    }
}
