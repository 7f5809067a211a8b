package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.ProjectState.Status;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a build with the cache, for those that tell, verify or reuse it. */
public final class Findings {
    private final Setting setting;
    private final List<ProjectState> projects;
    private final Described described;
    private final long describing;
    private final Phases phases;
    private final CacheLevel cache;

    /**
     * @param described null where it could not be described
     * @param describing milliseconds that the cache took to describe it
     */
    Findings(
            Setting setting,
            List<ProjectState> projects,
            Described described,
            long describing,
            Phases phases,
            CacheLevel cache) {
        this.setting = setting;
        this.projects = projects;
        this.described = described;
        this.describing = describing;
        this.phases = phases;
        this.cache = cache;
    }

    /** What the cache did. */
    public BuildCacheReport report() {
        ProjectReport restore =
                new ProjectReport(
                        TreePath.text(setting.solution()),
                        described == null
                                ? CacheOutcome.FAILED
                                : described.replayed() ? CacheOutcome.HIT : CacheOutcome.MISS,
                        described == null ? "it could not be described" : described.reason(),
                        List.of(),
                        described != null && described.replayed() ? described.millis() : 0,
                        described == null || described.replayed() ? 0 : described.millis(),
                        describing);
        return new BuildCacheReport(
                restore,
                projects.stream()
                        .map(state -> state.report(phases.millis(state, projects.size())))
                        .toList(),
                cache.degraded().orElse(null));
    }

    /** The projects of which the cache has outputs now, as this build found or stored them. */
    public List<Made> made() {
        return projects.stream().filter(state -> state.entry() != null).map(Made::of).toList();
    }

    /** The projects that are built on one, directly or not; paths with keys. */
    public Map<String, String> builtOn(String project) {
        Map<String, String> users = new TreeMap<>();
        for (ProjectState state : projects) {
            if (state.key() != null
                    && state.closure().stream().anyMatch(other -> other.title().equals(project))) {
                users.put(state.title(), state.key().sha256());
            }
        }
        return users;
    }

    /** Why a build of the same source may give something else; empty where it can't. */
    public List<String> obstacles() {
        if (described == null) {
            return List.of("the solution could not be described");
        }
        List<String> obstacles = new ArrayList<>(described.obstacles());
        projects.stream()
                .filter(ProjectState::uncacheable)
                .forEach(state -> obstacles.add(state.title() + ": " + state.reason()));
        return obstacles;
    }

    /** Whether anything in it depends on more of the commit than its files. */
    public boolean ofCommit() {
        return described.ofCommit() || projects.stream().anyMatch(ProjectState::ofCommit);
    }

    /** One line for people. */
    public String summary() {
        long hits = projects.stream().filter(state -> state.status() == Status.HIT).count();
        List<ProjectReport> reports = report().projects();
        return "%d of %d projects from the cache, %.1f s saved, %.1f s spent on it"
                .formatted(
                        hits,
                        projects.size(),
                        reports.stream().mapToLong(ProjectReport::savedMillis).sum() / 1e3,
                        reports.stream().mapToLong(ProjectReport::cacheMillis).sum() / 1e3);
    }
}
