package dev.buildserver.agent.cached.key;

import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The canonical text of a key: one fact per line, the schema's number first, lines of one kind
 * sorted. Words are separated by one space; whatever in them could be taken for something else is
 * written as {@code %XX} of its UTF-8 bytes, so that no two sets of facts have the same text. Not
 * thread-safe.
 */
public final class KeyText {
    /** Changes with the meaning of any line, so that no old entry is taken for a new one. */
    public static final int SCHEMA = 6;

    private final StringBuilder text = new StringBuilder("schema " + SCHEMA + "\n");
    private String sha256;

    /** One line. */
    public KeyText line(String kind, String... words) {
        text.append(of(kind, words)).append('\n');
        sha256 = null;
        return this;
    }

    /** Several of one kind, each made by {@link #of}, in any order. */
    public KeyText lines(Collection<String> lines) {
        List<String> sorted = new ArrayList<>(lines);
        Collections.sort(sorted);
        sorted.forEach(line -> text.append(line).append('\n'));
        sha256 = null;
        return this;
    }

    /** A line for {@link #lines}. */
    public static String of(String kind, String... words) {
        StringBuilder line = new StringBuilder(kind);
        for (String word : words) {
            // Paths of a tree are encoded already; encoding them again does no harm.
            line.append(' ').append(TreePath.encode(word));
        }
        return line.toString();
    }

    /** The key. */
    public String sha256() {
        if (sha256 == null) {
            sha256 = Sha256.of(text.toString());
        }
        return sha256;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
