package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.proof.edit.EditSequence;
import dev.buildserver.benchmarks.proof.solution.GeneratedSolution;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A solution with the edits that are made to it. Edits are numbered through from 0 over all
 * episodes, so that a seed and a number tell one of them for good.
 *
 * @param number from 0
 * @param projects how many projects the solution begins with
 */
public record Episode(long seed, int number, int projects) {
    /** Edits of one solution, the first tree not counted. */
    public static final int EDITS = 25;

    private static final int EVERY_LARGE = 20;
    private static final int EVERY_MIDDLE = 5;

    /**
     * The episode to which an edit belongs.
     *
     * @param edit from 0
     */
    public static Episode of(long seed, int edit) {
        int number = edit / EDITS;
        Random random = new Random(mix(seed, number));
        int projects;
        if (number % EVERY_LARGE == EVERY_LARGE - 1) {
            projects = 60 + random.nextInt(41);
        } else if (number % EVERY_MIDDLE == EVERY_MIDDLE - 1) {
            projects = 20 + random.nextInt(11);
        } else {
            projects = 5 + random.nextInt(6);
        }
        return new Episode(seed, number, projects);
    }

    /** The tree before the first edit. */
    public SourceTree first() {
        return GeneratedSolution.of(mix(seed, number), projects);
    }

    /** The edits, from the first on. */
    public EditSequence edits() {
        return new EditSequence(mix(seed, -1L - number), first());
    }

    // Seeds that are near each other would draw much the same.
    private static long mix(long seed, long number) {
        return new SplittableRandom(seed * 1_000_003 + number).nextLong();
    }
}
