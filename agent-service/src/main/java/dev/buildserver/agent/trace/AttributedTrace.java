package dev.buildserver.agent.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A trace, told apart by what its processes worked on. A process that works on one thing after the
 * other looks for a file {@code /@b<name>@} when it begins with one, and for {@code /@f<name>@}
 * when it has finished: such files never are there.
 *
 * @param intervals one for each marker of a beginning, in the order of the trace
 * @param rest what belongs to none: before, between and after intervals, and shared processes
 * @param damage why the trace is not to be trusted; empty if it is whole
 */
public record AttributedTrace(List<Interval> intervals, Accesses rest, Optional<String> damage) {
    public AttributedTrace {
        intervals = List.copyOf(intervals);
    }

    /** The path to look for when work on that begins. */
    public static String beginMarker(String name) {
        return "/@b" + name + "@";
    }

    /** The path to look for when work on that has finished. */
    public static String endMarker(String name) {
        return "/@f" + name + "@";
    }

    /**
     * Reads a trace when all its processes have ended.
     *
     * @param shared programs that work for all: with their children, they belong to the rest
     */
    public static AttributedTrace read(Path trace, Predicate<Program> shared) throws IOException {
        Attribution attribution = new Attribution(shared);
        Optional<String> damage = TraceFile.records(trace, attribution::accept);
        return attribution.result(damage);
    }
}
