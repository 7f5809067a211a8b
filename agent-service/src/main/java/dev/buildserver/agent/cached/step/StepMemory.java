package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.Traces;
import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.Interval;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a process may know from one step when it does another: what tasks keep for the next, answers
 * of a project that several ask the same. It does not look again then, but the other step depends
 * on it as well. Outputs of projects are no part of it.
 */
final class StepMemory {
    private final BuiltSolution built;
    private final String root;
    private final Set<String> outputFolders = new HashSet<>();

    /** Of steps in which tasks run that may do anything, by process. */
    private final Map<Integer, Set<Access>> ofTasks = new HashMap<>();

    /** Of all: tasks that look at the commit do so once. */
    private final Map<Integer, Set<Access>> ofGit = new HashMap<>();

    StepMemory(BuiltSolution built) {
        this.built = built;
        this.root = built.setting().inside().source();
        built.projects().values().forEach(one -> outputFolders.addAll(one.folders()));
    }

    /** What a step did in a process. */
    void note(StepState state, Interval interval) {
        List<DescribedProject> parts = parts(state);
        boolean tasks = hasOwnTasks(parts);
        for (Access access : interval.accesses().list()) {
            String path = Traces.inTree(access.path(), root);
            if (path == null || !Traces.looks(access)) {
                continue;
            }
            if (access.pid() == interval.pid() && Tree.isOfGit(path + "/")) {
                add(ofGit, interval, access);
            }
            if (tasks && !isNamed(parts, path) && !isOutput(path)) {
                add(ofTasks, interval, access);
            }
        }
    }

    /** Looks in the process that count for a step, whose ever they were. */
    List<Access> of(StepState state, Interval interval) {
        Set<Access> all = new LinkedHashSet<>(ofGit.getOrDefault(interval.pid(), Set.of()));
        if (hasOwnTasks(parts(state))) {
            all.addAll(ofTasks.getOrDefault(interval.pid(), Set.of()));
        }
        return List.copyOf(all);
    }

    // References are asked for their versions, and more.
    private static boolean hasOwnTasks(List<DescribedProject> parts) {
        return parts.stream().anyMatch(project -> project.traits().ownTasks());
    }

    private List<DescribedProject> parts(StepState state) {
        String project = state.step().project();
        return built.projects().containsKey(project) ? built.withReferences(project) : List.of();
    }

    // What makes up a project is read for each anew.
    private static boolean isNamed(List<DescribedProject> parts, String path) {
        return parts.stream()
                .anyMatch(one -> one.path().equals(path) || one.imports().contains(path));
    }

    private boolean isOutput(String path) {
        for (String at = path; !at.isEmpty(); at = TreePath.parent(at)) {
            if (outputFolders.contains(at)) {
                return true;
            }
        }
        return false;
    }

    private static void add(Map<Integer, Set<Access>> looks, Interval interval, Access access) {
        looks.computeIfAbsent(interval.pid(), p -> new LinkedHashSet<>()).add(access);
    }
}
