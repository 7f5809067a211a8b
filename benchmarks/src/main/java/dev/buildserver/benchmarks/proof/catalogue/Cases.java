package dev.buildserver.benchmarks.proof.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects cases; reads like a table. Not thread-safe. */
final class Cases {
    private final List<CatalogueCase> cases = new ArrayList<>();

    /** The edit of a case in which none is made. */
    static final Consumer<CaseFolder> NOTHING = c -> {};

    /**
     * Adds a case.
     *
     * @param expected such as {@code "Lib MISS, App HIT"}, or {@code "Lib UNCACHED"} with a part of
     *     the reason behind it
     */
    Cases add(String name, String expected, Consumer<CaseFolder> base, Consumer<CaseFolder> edit) {
        Map<String, Expected> after = parse(expected);
        Map<String, Expected> back = new HashMap<>(after);
        if (edit != NOTHING) {
            // What can be kept is there.
            back.replaceAll((p, e) -> e.what() == Expectation.UNCACHED ? e : Expected.HIT);
        }
        cases.add(new CatalogueCase(name, after, back, true, base, edit));
        return this;
    }

    /**
     * Adds a case of which something else is expected on the return.
     *
     * @param onReturn as {@code expected}
     */
    Cases add(
            String name,
            String expected,
            String onReturn,
            Consumer<CaseFolder> base,
            Consumer<CaseFolder> edit) {
        cases.add(new CatalogueCase(name, parse(expected), parse(onReturn), true, base, edit));
        return this;
    }

    /** Adds a case whose outputs differ from one clean build to the next. */
    Cases random(String name, String expected, Consumer<CaseFolder> base) {
        Map<String, Expected> always = parse(expected);
        cases.add(new CatalogueCase(name, always, always, false, base, NOTHING));
        return this;
    }

    List<CatalogueCase> all() {
        return List.copyOf(cases);
    }

    private static Map<String, Expected> parse(String expected) {
        Map<String, Expected> parsed = new HashMap<>();
        for (String one : expected.split(", ")) {
            String[] words = one.split(" ", 2);
            parsed.put(words[0], Expected.parse(words[1]));
        }
        return parsed;
    }
}
