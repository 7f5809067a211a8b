package dev.buildserver.agent.cached.tree;

import java.util.Locale;
import java.util.Set;

/**
 * About how long it takes one processor to build all that is in a tree. From names alone, and with
 * figures of one machine: good enough to tell what is small. See {@code
 * docs/adr/0049-few-nodes.md}.
 */
public final class WorkEstimate {
    /** To evaluate a project and run its targets. */
    private static final long PROJECT_MILLIS = 150;

    /** To compile a file of some kilobytes. */
    private static final long SOURCE_MILLIS = 10;

    private static final Set<String> SOURCES = Set.of("cs", "fs", "vb");

    private long millis;

    /** Takes a file of the tree into account, by its name or path. */
    public void add(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (SOURCES.contains(ending)) {
            millis += SOURCE_MILLIS;
        } else if (ending.endsWith("proj")) {
            millis += PROJECT_MILLIS;
        }
    }

    /** For all files so far. */
    public long millis() {
        return millis;
    }
}
