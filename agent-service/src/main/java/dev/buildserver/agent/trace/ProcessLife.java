package dev.buildserver.agent.trace;

import java.util.ArrayList;
import java.util.List;

/** One process, from its first record on. Its id may come again when it is over. */
final class ProcessLife {
    /** Takes over children of processes that have ended. */
    static final int INIT = 1;

    private final int pid;
    private final List<Placed> accesses = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private int parentPid;
    private ProcessLife parent;
    private OpenInterval bornIn;
    private OpenInterval current;
    private boolean driver;
    private TracedPath executable;
    private TracedPath expected;
    private boolean spawnSeen;
    private boolean birthSeen;

    /**
     * @param parent null where nothing is known of it
     */
    ProcessLife(int pid, int parentPid, ProcessLife parent) {
        this.pid = pid;
        descendFrom(parentPid, parent);
    }

    /** An access, with its place among all records. */
    record Placed(long place, Access access) {}

    final void descendFrom(int newParentPid, ProcessLife newParent) {
        parentPid = newParentPid;
        parent = newParent;
        bornIn = newParent == null ? null : newParent.current;
    }

    int pid() {
        return pid;
    }

    int parentPid() {
        return parentPid;
    }

    boolean descendsFrom(ProcessLife other) {
        for (ProcessLife life = this; life != null; life = life.parent) {
            if (life == other) {
                return true;
            }
        }
        return false;
    }

    void began(TracedPath program) {
        executable = program;
        expected = null;
        arguments.clear();
    }

    void argument(TracedPath text) {
        arguments.add(text.toString());
    }

    boolean hasBegun() {
        return executable != null;
    }

    /** It should turn into this program, and say so. */
    void expect(TracedPath program) {
        expected = program;
    }

    void expectNothing() {
        expected = null;
    }

    boolean isExpecting() {
        return expected != null;
    }

    /** What it turned into without a word; null if there is no such program. */
    TracedPath silentProgram() {
        return expected;
    }

    /** Whether this may be the child of which its parent has yet to tell. */
    boolean awaitsSpawn(ProcessLife possible) {
        return !spawnSeen && (parentPid == possible.pid || parentPid == INIT);
    }

    /** Whether this may be the child of which its parent has told, and that now tells of itself. */
    boolean awaitsBirth(ProcessLife possible) {
        return spawnSeen && !birthSeen && parent == possible;
    }

    void seeBirth() {
        birthSeen = true;
    }

    void seeSpawn() {
        spawnSeen = true;
    }

    /** From now on this process works on one thing after the other. */
    void enter(OpenInterval interval) {
        driver = true;
        current = interval;
    }

    OpenInterval current() {
        return current;
    }

    Program program() {
        return new Program(executable, arguments);
    }

    /** Its interval now, or the place for what is decided at the end. */
    List<Placed> place(List<Placed> rest) {
        if (current != null) {
            return current.accesses();
        }
        return driver ? rest : accesses;
    }

    List<Placed> undecided() {
        return accesses;
    }

    boolean isDriver() {
        return driver;
    }

    ProcessLife parent() {
        return parent;
    }

    OpenInterval bornIn() {
        return bornIn;
    }
}
