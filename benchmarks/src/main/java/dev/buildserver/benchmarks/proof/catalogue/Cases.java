package dev.buildserver.benchmarks.proof.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects cases; reads like a table. Not thread-safe. */
final class Cases {
    private final List<CatalogueCase> cases = new ArrayList<>();

    /**
     * Adds a case.
     *
     * @param expected such as {@code "Lib MISS, App HIT"}
     */
    Cases add(String name, String expected, Consumer<CaseFolder> base, Consumer<CaseFolder> edit) {
        cases.add(new CatalogueCase(name, parse(expected), base, edit));
        return this;
    }

    List<CatalogueCase> all() {
        return List.copyOf(cases);
    }

    private static Map<String, Expectation> parse(String expected) {
        Map<String, Expectation> parsed = new HashMap<>();
        for (String one : expected.split(", ")) {
            String[] words = one.split(" ");
            parsed.put(words[0], Expectation.valueOf(words[1]));
        }
        return parsed;
    }
}
