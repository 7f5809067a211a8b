package dev.buildserver.agent.trace;

import java.util.List;

/**
 * What processes reached for.
 *
 * @param list in the order of the trace
 * @param untraceable programs among them that reach files in ways that can't be seen; paths, or
 *     names of what makes them so
 */
public record Accesses(List<Access> list, List<String> untraceable) {
    public Accesses {
        list = List.copyOf(list);
        untraceable = List.copyOf(untraceable);
    }
}
