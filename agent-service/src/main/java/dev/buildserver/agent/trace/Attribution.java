package dev.buildserver.agent.trace;

import dev.buildserver.agent.trace.ProcessLife.Placed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Follows processes through a trace, and decides at its end what belongs to what. */
final class Attribution {
    private static final String BEGIN = "/@b";
    private static final String END = "/@f";

    private final Predicate<Program> shared;
    private final Map<Integer, ProcessLife> alive = new HashMap<>();
    private final List<ProcessLife> all = new ArrayList<>();
    private final List<OpenInterval> intervals = new ArrayList<>();
    private final List<Placed> rest = new ArrayList<>();
    private final Set<String> restUntraceable = new TreeSet<>();
    private final Set<ProcessLife> apart = new HashSet<>();
    private long place;

    Attribution(Predicate<Program> shared) {
        this.shared = shared;
    }

    void accept(TraceRecord record) {
        place++;
        switch (record.kind()) {
            case BIRTH -> birth(record.pid(), record.number());
            case START -> start(record);
            case SPAWN -> spawn(life(record.pid()), record.number(), record.path());
            case ARGUMENT -> argument(life(record.pid()), record.path());
            case MARKER -> marker(life(record.pid()), record.path().toString());
            case EXEC -> exec(record);
            default -> add(record);
        }
    }

    private void add(TraceRecord record) {
        life(record.pid()).place(rest).add(new Placed(place, record.access()));
    }

    /** The process of that id; one of which nothing is known yet has no parent. */
    private ProcessLife life(int pid) {
        ProcessLife life = alive.get(pid);
        return life == null ? begin(pid, 0, null) : life;
    }

    private ProcessLife begin(int pid, int parentPid, ProcessLife parent) {
        ProcessLife life = new ProcessLife(pid, parentPid, parent);
        alive.put(pid, life);
        all.add(life);
        return life;
    }

    private void birth(int pid, int parentPid) {
        ProcessLife parent = life(parentPid);
        ProcessLife known = alive.get(pid);
        // A child that shares the memory of its parent makes the parent look like its child.
        if (known != null && parent.descendsFrom(known)) {
            return;
        }
        if (known == null || !known.awaitsBirth(parent)) {
            known = begin(pid, parentPid, parent);
        }
        known.seeBirth();
    }

    private void start(TraceRecord record) {
        ProcessLife known = alive.get(record.pid());
        int parentPid = record.number();
        if (known == null || !isSame(known, parentPid)) {
            known = begin(record.pid(), parentPid, alive.get(parentPid));
        }
        known.began(record.path());
        add(record);
    }

    /** Whether a program begins in a process that was there before, not in one of the same id. */
    private static boolean isSame(ProcessLife known, int parentPid) {
        return known.isExpecting()
                || known.parentPid() == parentPid
                || parentPid == ProcessLife.INIT;
    }

    private void spawn(ProcessLife parent, int pid, TracedPath program) {
        ProcessLife child = alive.get(pid);
        if (child != null && child.awaitsSpawn(parent)) {
            // The parent's place in the trace counts: it has not gone on yet.
            child.descendFrom(parent.pid(), parent);
        } else {
            child = begin(pid, parent.pid(), parent);
        }
        if (!program.isEmpty() && !child.hasBegun()) {
            child.expect(program);
        }
        child.seeSpawn();
    }

    private void argument(ProcessLife life, TracedPath text) {
        life.argument(text);
        if (shared.test(life.program())) {
            apart.add(life);
        }
    }

    private void exec(TraceRecord record) {
        add(record);
        ProcessLife life = life(record.pid());
        if (record.number() == 0) {
            life.expect(record.path());
        } else {
            life.expectNothing();
        }
    }

    private void marker(ProcessLife life, String path) {
        boolean repeated = life.current() != null && life.current().name().equals(name(path));
        if (path.startsWith(BEGIN)) {
            if (repeated) {
                // Looking for a file can take more than one call of the system.
                return;
            }
            OpenInterval interval = new OpenInterval(name(path), life.pid());
            intervals.add(interval);
            life.enter(interval);
        } else if (path.startsWith(END) && repeated) {
            life.current().close();
            life.enter(null);
        }
    }

    private static String name(String path) {
        int end = path.endsWith("@") ? path.length() - 1 : path.length();
        return path.substring(Math.min(BEGIN.length(), end), end);
    }

    AttributedTrace result(Optional<String> damage) {
        for (ProcessLife life : all) {
            OpenInterval owner = owner(life);
            List<Placed> accesses = owner == null ? rest : owner.accesses();
            Set<String> untraceable = owner == null ? restUntraceable : owner.untraceable();
            accesses.addAll(life.undecided());
            if (life.silentProgram() != null) {
                untraceable.add(life.silentProgram().toString());
            }
        }
        intervals.forEach(interval -> noteUntraceable(interval.accesses(), interval.untraceable()));
        noteUntraceable(rest, restUntraceable);
        return new AttributedTrace(
                intervals.stream().map(OpenInterval::done).toList(),
                OpenInterval.inOrder(rest, restUntraceable),
                damage);
    }

    /** Null where it belongs to none. */
    private OpenInterval owner(ProcessLife process) {
        for (ProcessLife life = process; life != null; life = life.parent()) {
            if (apart.contains(life)) {
                return null;
            }
            if (life.bornIn() != null) {
                return life.bornIn();
            }
        }
        return null;
    }

    private void noteUntraceable(List<Placed> accesses, Set<String> untraceable) {
        for (Placed placed : accesses) {
            AccessKind kind = placed.access().kind();
            if (kind == AccessKind.UNTRACEABLE
                    || kind == AccessKind.UNRESOLVED
                    || placed.access().isThroughProcess()) {
                untraceable.add(placed.access().path().toString());
            }
            if (placed.access().isUntraceableForAll()) {
                restUntraceable.add(placed.access().path().toString());
            }
        }
    }
}
