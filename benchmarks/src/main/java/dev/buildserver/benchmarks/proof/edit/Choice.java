package dev.buildserver.benchmarks.proof.edit;

import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** Draws from what is there. */
final class Choice {
    static final String ANY_PROJECT = "src/[a-z]+/P\\d+/";

    private Choice() {}

    static <T> Optional<T> of(List<T> all, Random random) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** A path that matches as a whole. */
    static Optional<String> file(SourceTree tree, String pattern, Random random) {
        return of(tree.paths(Pattern.compile(pattern)), random);
    }

    /** A path that matches and whose text has something. */
    static Optional<String> file(SourceTree tree, String pattern, String text, Random random) {
        List<String> paths =
                tree.paths(Pattern.compile(pattern)).stream()
                        .filter(path -> tree.text(path).contains(text))
                        .toList();
        return of(paths, random);
    }

    /** A number that is likely to be new. */
    static int number(Random random) {
        return 100 + random.nextInt(1_000_000);
    }
}
