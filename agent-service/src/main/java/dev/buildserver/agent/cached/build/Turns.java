package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.ProjectState.Status;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which project is built next. One that met a file in use, even if it only warned of that, is built
 * once more, alone: a project that has another one built by a task of its own meets that one's own
 * build, which in one MSBuild would be the same.
 */
final class Turns {
    /** Of the compilers and of .NET. */
    private static final String IN_USE = "being used by another process";

    private final List<ProjectState> projects;
    private final Set<ProjectState> again = new HashSet<>();

    Turns(List<ProjectState> projects) {
        this.projects = projects;
    }

    /** Empty while there is nothing to build, or what there is has to wait. */
    Optional<ProjectState> next() {
        List<ProjectState> building = with(Status.BUILDING);
        if (building.stream().anyMatch(again::contains)) {
            return Optional.empty();
        }
        // A reference may have to be built after all, when its contents can't be had.
        List<ProjectState> queued =
                with(Status.QUEUED).stream()
                        .filter(state -> state.closure().stream().allMatch(ProjectState::done))
                        .toList();
        Optional<ProjectState> next =
                queued.stream()
                        .filter(state -> !again.contains(state))
                        .max(Comparator.comparingInt(ProjectState::dependents));
        return next.isPresent() || !building.isEmpty() ? next : queued.stream().findFirst();
    }

    /**
     * Whether a project that was built has another turn, which then is prepared.
     *
     * @param said errors and warnings of the first
     */
    boolean again(ProjectState state, List<String> said) {
        if (said.stream().noneMatch(line -> line.contains(IN_USE)) || !again.add(state)) {
            return false;
        }
        state.queue("files were in use when it was built first");
        return true;
    }

    /** Whether this is the project's second turn. */
    boolean isAgain(ProjectState state) {
        return again.contains(state);
    }

    private List<ProjectState> with(Status status) {
        return projects.stream().filter(state -> state.status() == status).toList();
    }
}
