package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.Description;
import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The projects of a build, references before those that refer to them. */
final class Solution {
    private final Map<String, DescribedProject> described = new LinkedHashMap<>();
    private final Map<String, ProjectState> states = new LinkedHashMap<>();
    private final Set<String> open = new HashSet<>();

    private Solution() {}

    /**
     * @throws UnfitSolutionException projects refer to each other in a circle; MSBuild would not
     *     build them either
     */
    static List<ProjectState> of(Description description) throws UnfitSolutionException {
        Solution solution = new Solution();
        description.projects().forEach(one -> solution.described.put(one.path(), one));
        for (DescribedProject one : description.projects()) {
            solution.visit(one.path());
        }
        return new ArrayList<>(solution.states.values());
    }

    private ProjectState visit(String path) throws UnfitSolutionException {
        ProjectState known = states.get(path);
        if (known != null) {
            return known;
        }
        if (!open.add(path)) {
            throw new UnfitSolutionException(path + " refers to itself through others");
        }
        DescribedProject project = described.get(path);
        Set<ProjectState> closure = new LinkedHashSet<>();
        for (String reference : project.references()) {
            if (described.containsKey(reference)) {
                ProjectState state = visit(reference);
                closure.addAll(state.closure());
                closure.add(state);
            }
        }
        ProjectState state = new ProjectState(project, states.size() + 1);
        closure.forEach(state::refersTo);
        states.put(path, state);
        return state;
    }
}
