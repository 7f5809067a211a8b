package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * When copies of sources were made. MSBuild gives a copy the time of its source. Of several sources
 * that are copied to one place, the last one is there after a build from nothing; the next build
 * copies whichever is newer than that one, though nothing was edited: a checkout writes files one
 * after the other, and in a warm tree on different days.
 */
public final class CopyTimes {
    private CopyTimes() {}

    /**
     * Makes each copy as young as the newest source, so that only a source that is edited from now
     * on is newer. To be called after a build, before anything is checked out.
     *
     * @param source a Git checkout; in another folder, every file keeps its time
     */
    public static void settle(Path source) throws IOException {
        Set<Path> sources = new HashSet<>();
        Set<FileTime> times = new HashSet<>();
        for (String path : TrackedFiles.paths(source)) {
            Path file = source.resolve(path);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                sources.add(file);
                times.add(Files.getLastModifiedTime(file));
            }
        }
        Optional<FileTime> newest = times.stream().max(FileTime::compareTo);
        if (newest.isEmpty()) {
            return;
        }
        TreeWalk.filesAndPackages(
                source,
                (file, attributes) -> {
                    if (attributes.isRegularFile()
                            && times.contains(attributes.lastModifiedTime())
                            && !sources.contains(file)) {
                        Files.setLastModifiedTime(file, newest.get());
                    }
                });
    }
}
