package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage.Known;
import dev.buildserver.cache.usage.UsageUnknownException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Questions for any number of keys, some at a time. */
final class Pages {
    // Redis does nothing else while a script runs: a few milliseconds at most.
    private static final int SIZE = 2000;

    private Pages() {}

    /** All answers together; none, and not complete, when one does not come. */
    static Known ask(List<String> keys, Function<List<String>, Known> question) {
        Set<String> found = new HashSet<>();
        boolean complete = true;
        int begin = 0;
        try {
            do {
                int end = Math.min(keys.size(), begin + SIZE);
                Known page = question.apply(new ArrayList<>(keys.subList(begin, end)));
                found.addAll(page.keys());
                complete &= page.complete();
                begin = end;
            } while (begin < keys.size());
            return new Known(found, complete);
        } catch (UsageUnknownException e) {
            return new Known(Set.of(), false);
        }
    }
}
