package dev.buildserver.benchmarks.proof.edit;

import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.Optional;
import java.util.Random;

/**
 * A kind of change.
 *
 * @param name for people
 * @param weight how often it is drawn, relative to others
 */
public record Edit(String name, int weight, Change change) {
    /** What an edit does. */
    @FunctionalInterface
    public interface Change {
        /**
         * Changes the tree.
         *
         * @return what was changed; empty where there is nothing for this edit, and nothing was
         */
        Optional<String> apply(SourceTree tree, Random random);
    }

    @Override
    public String toString() {
        return name;
    }
}
