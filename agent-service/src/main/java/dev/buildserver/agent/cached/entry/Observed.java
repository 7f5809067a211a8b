package dev.buildserver.agent.cached.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.util.Comparator;

/**
 * Something that an action looked at beyond what its key names.
 *
 * @param kind what was asked
 * @param path in the tree
 * @param state what it found, as a word or the SHA-256 of more, see {@link Tree#state}, {@link
 *     Tree#listing} and {@link Tree#listingButSources}
 */
public record Observed(
        @JsonProperty("k") Kind kind,
        @JsonProperty("p") String path,
        @JsonProperty("s") String state)
        implements Comparable<Observed> {
    private static final int LONGEST = 64;

    /** What can be asked of a path. */
    public enum Kind {
        /** What is there, content included. */
        @JsonProperty("c")
        CONTENT,
        /** Which names a folder has. */
        @JsonProperty("d")
        LISTING,
        /** The same, whatever source files there are. */
        @JsonProperty("o")
        LISTING_BUT_SOURCES
    }

    /** What the tree answers. */
    public static Observed of(Kind kind, String path, Tree tree) throws IOException {
        String state =
                switch (kind) {
                    case CONTENT -> tree.state(path);
                    case LISTING -> tree.listing(path);
                    case LISTING_BUT_SOURCES -> tree.listingButSources(path);
                };
        return new Observed(kind, path, state.length() > LONGEST ? Sha256.of(state) : state);
    }

    /** Whether the tree would still answer so. */
    public boolean holds(Tree tree) throws IOException {
        return equals(of(kind, path, tree));
    }

    @Override
    public int compareTo(Observed other) {
        return Comparator.comparing(Observed::path)
                .thenComparing(Observed::kind)
                .compare(this, other);
    }
}
