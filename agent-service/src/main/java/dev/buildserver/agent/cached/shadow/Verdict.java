package dev.buildserver.agent.cached.shadow;

import dev.buildserver.agent.cached.build.Made;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a second build of a project showed.
 *
 * @param project the project file
 * @param key of both builds
 * @param outputs that differ
 * @param intermediates that differ: only told, since nobody gets them, and other tools' caches may
 *     hold times
 */
public record Verdict(
        String project, String key, List<Difference> outputs, List<String> intermediates) {
    public Verdict {
        outputs = List.copyOf(outputs);
        intermediates = List.copyOf(intermediates);
    }

    /**
     * A file that is not the same in both.
     *
     * @param first SHA-256 of what the cache had; null where it had none
     * @param other SHA-256 of what was built now; null where none was
     */
    public record Difference(String path, String first, String other) {}

    /** Whether all outputs are the same. */
    public boolean same() {
        return outputs.isEmpty();
    }

    /**
     * Compares a project's outputs with those of a second build.
     *
     * @return empty where the second build did not have the same inputs, which says nothing
     */
    static Optional<Verdict> of(Made made, Entry again) {
        Map<String, Observed> states = new TreeMap<>();
        made.accesses().forEach(access -> states.put(access.kind() + access.path(), access));
        for (Observed access : again.accesses()) {
            Observed before = states.get(access.kind() + access.path());
            if (before != null && !before.equals(access)) {
                return Optional.empty();
            }
        }
        Map<String, StoredFile> other = new TreeMap<>();
        again.files().forEach(file -> other.put(file.path(), file));
        return Optional.of(of(made, other));
    }

    private static Verdict of(Made made, Map<String, StoredFile> other) {
        TreeSet<String> paths = new TreeSet<>(made.files().keySet());
        paths.addAll(other.keySet());
        List<Difference> outputs = new ArrayList<>();
        List<String> intermediates = new ArrayList<>();
        for (String path : paths) {
            StoredFile a = made.files().get(path);
            StoredFile b = other.get(path);
            if (isSame(a, b)) {
                continue;
            }
            if (made.isIntermediate(path)) {
                intermediates.add(path);
            } else {
                outputs.add(new Difference(path, digest(a), digest(b)));
            }
        }
        return new Verdict(made.project(), made.key(), outputs, intermediates);
    }

    private static boolean isSame(StoredFile a, StoredFile b) {
        return a != null
                && b != null
                && a.sha256().equals(b.sha256())
                && a.program() == b.program();
    }

    private static String digest(StoredFile file) {
        return file == null ? null : file.sha256();
    }
}
