package dev.buildserver.orchestrator.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whose turn it is: start-time fair queueing. Who waits stands in a round, by a score; who is
 * served pays by virtual time. A round is of the tenants of a level, or of a tenant's projects in a
 * level.
 */
final class Turns {
    private static final String ALL = "*";
    private static final long DAY_MILLIS = 86_400_000;

    private final Map<List<String>, Map<String, Double>> rounds = new HashMap<>();
    private final Map<List<String>, Double> virtual = new HashMap<>();
    private final Set<List<String>> lookedAt = new HashSet<>();

    /** A project has something that waits. */
    void enter(String level, String tenant, String project, Instant since) {
        // Those who start equal go by age: a fraction below what a turn costs, from the time of
        // day.
        double byAge = since.toEpochMilli() % DAY_MILLIS / (10.0 * DAY_MILLIS);
        Map<String, Double> projects = round(projects(level, tenant));
        if (projects.putIfAbsent(project, start(tenant, project) + byAge) == null) {
            round(tenants(level)).putIfAbsent(tenant, start(tenant) + byAge);
        }
    }

    /** A project has nothing more that waits. */
    void leave(String level, String tenant, String project) {
        Map<String, Double> projects = round(projects(level, tenant));
        projects.remove(project);
        if (projects.isEmpty()) {
            round(tenants(level)).remove(tenant);
        }
    }

    List<String> tenants(String level) {
        return List.of(level);
    }

    List<String> projects(String level, String tenant) {
        return List.of(level, tenant);
    }

    /** The names of a round, those that are due first in front. */
    List<String> order(List<String> round) {
        lookedAt.add(round);
        Map<String, Double> scores = round(round);
        return scores.keySet().stream()
                .sorted(
                        Comparator.comparingDouble((String name) -> due(round, name))
                                .thenComparingDouble(scores::get))
                .toList();
    }

    void charge(String tenant, String project) {
        pay(List.of(ALL), List.of(tenant));
        pay(List.of(tenant, ALL), List.of(tenant, project));
    }

    private void pay(List<String> all, List<String> one) {
        double start = Math.max(time(one), time(all));
        virtual.put(all, start);
        virtual.put(one, start + 1);
    }

    /** Gives back what a turn cost, and the turn where more of theirs waits. */
    void refund(String level, String tenant, String project) {
        for (List<String> who : List.of(List.of(tenant), List.of(tenant, project))) {
            virtual.put(who, Math.max(0, time(who) - 1));
        }
        bringForward(tenants(level), tenant, start(tenant));
        bringForward(projects(level, tenant), project, start(tenant, project));
    }

    private void bringForward(List<String> round, String name, double due) {
        round(round).computeIfPresent(name, (any, score) -> Math.min(score, due));
    }

    /** A match is over: what it looked at keeps the scores that it saw. */
    void settle() {
        for (List<String> round : lookedAt) {
            round(round).replaceAll((name, score) -> due(round, name));
        }
        lookedAt.clear();
    }

    /** Nobody waits: the next to come start equal. */
    void reset() {
        rounds.clear();
        virtual.clear();
        lookedAt.clear();
    }

    boolean isEmpty() {
        return virtual.isEmpty() && rounds.values().stream().allMatch(Map::isEmpty);
    }

    // A score lags behind where the same tenant or project was served in another level.
    private double due(List<String> round, String name) {
        List<String> who = round.size() == 1 ? List.of(name) : List.of(round.get(1), name);
        return Math.max(round(round).get(name), time(who));
    }

    private double start(String tenant) {
        return Math.max(time(List.of(tenant)), time(List.of(ALL)));
    }

    private double start(String tenant, String project) {
        return Math.max(time(List.of(tenant, project)), time(List.of(tenant, ALL)));
    }

    private double time(List<String> who) {
        return virtual.getOrDefault(who, 0.0);
    }

    // Sorted by name, which decides between equals.
    private Map<String, Double> round(List<String> key) {
        return rounds.computeIfAbsent(key, any -> new TreeMap<>());
    }
}
