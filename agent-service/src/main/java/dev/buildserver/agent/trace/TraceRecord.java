package dev.buildserver.agent.trace;

/**
 * A record of the tracer.
 *
 * @param sequence its number among those of the process since it was forked or began its program
 * @param number by kind: an error, a parent, a child, a position
 */
record TraceRecord(int pid, long sequence, AccessKind kind, int number, TracedPath path) {
    Access access() {
        return new Access(pid, kind, hasError() ? number : 0, path);
    }

    private boolean hasError() {
        return kind != AccessKind.START && kind != AccessKind.UNRESOLVED;
    }
}
