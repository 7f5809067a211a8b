package dev.buildserver.benchmarks.proof.catalogue;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A case.
 *
 * @param name begins the names of its projects and is its folder
 * @param expected what a cache does after the edit, by the name of a project within the case; those
 *     that are not named may do either
 * @param base makes the files before
 * @param edit changes them
 */
public record CatalogueCase(
        String name,
        Map<String, Expectation> expected,
        Consumer<CaseFolder> base,
        Consumer<CaseFolder> edit) {
    public CatalogueCase {
        expected = Map.copyOf(expected);
    }

    @Override
    public String toString() {
        return name + " " + expected;
    }
}
