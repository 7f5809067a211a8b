package dev.buildserver.benchmarks.proof.edit;

import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The commits that follow a first one: each step makes one or two edits, goes back to an older
 * tree, or breaks the build, which the next step repairs. The same seed gives the same steps. Not
 * thread-safe.
 */
public final class EditSequence {
    private static final double BACK = 0.06;
    private static final double BROKEN = 0.03;
    private static final double TWICE = 0.4;
    private static final int REMEMBERED = 10;

    private final Random random;
    private final List<Edit> edits;
    private final List<SourceTree> history = new ArrayList<>();
    private SourceTree tree;
    private SourceTree repaired;

    public EditSequence(long seed, SourceTree first) {
        this(seed, first, edit -> true);
    }

    /**
     * @param wanted kinds of edits
     */
    public EditSequence(long seed, SourceTree first, Predicate<Edit> wanted) {
        this.random = new Random(seed);
        this.edits = Edits.ALL.stream().filter(wanted).toList();
        this.tree = first;
    }

    /**
     * A step.
     *
     * @param description what was changed
     * @param tree the whole tree afterwards; not to be changed
     * @param broken whether it is meant not to build
     */
    public record Step(String description, SourceTree tree, boolean broken) {}

    public Step next() {
        if (repaired != null) {
            tree = repaired;
            repaired = null;
            return new Step("repaired", tree, false);
        }
        history.add(tree);
        if (history.size() > REMEMBERED) {
            history.remove(0);
        }
        double kind = random.nextDouble();
        if (kind < BACK) {
            int age = 1 + random.nextInt(history.size());
            tree = history.get(history.size() - age);
            return new Step("back by " + (age - 1), tree, false);
        }
        if (kind < BACK + BROKEN) {
            repaired = tree;
            tree = tree.copy();
            String file = Choice.file(tree, Choice.ANY_PROJECT + "C1\\.cs", random).orElseThrow();
            tree.change(file, text -> text + "error\n");
            return new Step("broken: " + file, tree, true);
        }
        tree = tree.copy();
        String description = edit();
        if (random.nextDouble() < TWICE) {
            description += "; " + edit();
        }
        return new Step(description, tree, false);
    }

    private String edit() {
        while (true) {
            Edit edit = draw();
            Optional<String> done = edit.change().apply(tree, random);
            if (done.isPresent()) {
                return edit.name() + ": " + done.get();
            }
        }
    }

    private Edit draw() {
        int all = edits.stream().mapToInt(Edit::weight).sum();
        int drawn = random.nextInt(all);
        for (Edit edit : edits) {
            drawn -= edit.weight();
            if (drawn < 0) {
                return edit;
            }
        }
        throw new IllegalStateException("no edits");
    }
}
