package dev.buildserver.benchmarks.buildcache;

import java.util.List;
import java.util.stream.Stream;

/** What is built with the cache, in this order: each edits what the one before has built. */
enum Case {
    /** Nothing is in the cache. */
    NO_HITS("noHits"),
    /** A file that no project has is edited. */
    ALL_HITS("allHits"),
    /** Nothing is edited: another commit of the same tree. */
    EQUAL_TREE("equalTree"),
    /** A method of the program is edited. */
    LEAF("leafEdit"),
    /** A method of the project with most users is edited. */
    ROOT("rootEdit"),
    /** A class is added to the program, in a file of its own. */
    NEW_SOURCE("newSource"),
    /** Methods of the last fifth of all projects are edited. */
    HITS_80("hits80"),
    /** Methods of the last half of all projects are edited. */
    HITS_50("hits50");

    private static final double FIFTH = 0.2;
    private static final double HALF = 0.5;

    private final String figure;

    Case(String figure) {
        this.figure = figure;
    }

    /** Its name in a report. */
    String figure() {
        return figure;
    }

    /**
     * The first, and others by their names.
     *
     * @param figures none for all
     * @throws IllegalArgumentException when there is none of such a name
     */
    static List<Case> chosen(List<String> figures) {
        List<String> names = Stream.of(values()).map(Case::figure).toList();
        if (!names.containsAll(figures)) {
            throw new IllegalArgumentException("cases are " + names + ", not " + figures);
        }
        return Stream.of(values())
                .filter(one -> one == NO_HITS || figures.isEmpty() || figures.contains(one.figure))
                .toList();
    }

    /** Whether it is the same when it comes again. */
    boolean isRepeatable() {
        return this != NO_HITS;
    }

    /** Whether the bare tool builds the same edit in the tree that it built before. */
    boolean besideBare() {
        return this == ALL_HITS || this == LEAF || this == ROOT || this == NEW_SOURCE;
    }

    /**
     * Edits the solution.
     *
     * @return how many projects have to be built then
     */
    int edit(LayeredSolution solution) {
        if (this == NO_HITS) {
            return solution.last(1).size();
        }
        if (this == EQUAL_TREE) {
            return 0;
        }
        if (this == ALL_HITS) {
            solution.editReadme();
            return 0;
        }
        if (this == NEW_SOURCE) {
            solution.addClass(solution.leaf());
            return 1;
        }
        List<Integer> edited =
                switch (this) {
                    case LEAF -> List.of(solution.leaf());
                    case ROOT -> List.of(solution.root());
                    case HITS_80 -> solution.last(FIFTH);
                    default -> solution.last(HALF);
                };
        solution.editBodies(edited);
        return edited.size();
    }
}
