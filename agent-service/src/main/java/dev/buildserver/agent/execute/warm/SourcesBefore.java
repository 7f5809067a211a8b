package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Sources as a build found them. Where it writes over one, the next checkout brings back what the
 * commit has, and that is newer then than all that was made: a documentation file that is in the
 * repository would be copied as it is there.
 */
public final class SourcesBefore {
    private final Path source;
    private final Map<String, State> before = new TreeMap<>();

    private SourcesBefore(Path source) {
        this.source = source;
    }

    /**
     * How they are now.
     *
     * @param source a Git checkout; of another folder, nothing is known
     */
    public static SourcesBefore of(Path source) throws IOException {
        SourcesBefore sources = new SourcesBefore(source);
        Optional<TrackedFiles> tracked = TrackedFiles.of(source);
        if (tracked.isPresent()) {
            for (Map.Entry<String, String> file : tracked.get().ids().entrySet()) {
                String id = file.getValue();
                State state = sources.state(file.getKey(), id.substring(id.indexOf(' ') + 1));
                if (state != null) {
                    sources.before.put(file.getKey(), state);
                }
            }
        }
        return sources;
    }

    /** Those that have another content now, or are gone. */
    public List<String> written() throws IOException {
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, State> file : before.entrySet()) {
            State then = file.getValue();
            State now = state(file.getKey(), then.blob());
            if (!then.equals(now) && (now == null || !isStill(file.getKey(), then, now))) {
                written.add(file.getKey());
            }
        }
        return written;
    }

    // Written once more as it was.
    private boolean isStill(String path, State then, State now) throws IOException {
        if (then.sizeBytes() != now.sizeBytes()) {
            return false;
        }
        try (InputStream content = Files.newInputStream(source.resolve(path));
                ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
            return hash.idFor(Constants.OBJ_BLOB, now.sizeBytes(), content)
                    .name()
                    .equals(then.blob());
        }
    }

    // Null where there is no such file: a submodule, or a link.
    private State state(String path, String blob) throws IOException {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(
                            source.resolve(path),
                            BasicFileAttributes.class,
                            LinkOption.NOFOLLOW_LINKS);
            return file.isRegularFile()
                    ? new State(blob, file.size(), file.lastModifiedTime())
                    : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private record State(String blob, long sizeBytes, FileTime modified) {}
}
