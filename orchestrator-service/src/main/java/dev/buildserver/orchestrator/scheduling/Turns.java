package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.orchestrator.scheduling.PoolPicture.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which waiting tasks are likely to be served: the most urgent first; then tenants,
 * and within a tenant its projects, take turns; then by age. As the index serves them, but for who
 * has had more than the others before.
 */
final class Turns {
    private static final Comparator<Waiting> BY_AGE =
            Comparator.comparing(Waiting::since).thenComparing(task -> task.key().toString());

    private final List<Waiting> inOrder;
    private final Map<Integer, Level> levels = new HashMap<>();

    Turns(List<Waiting> waiting) {
        List<Turn> turns = new ArrayList<>();
        waiting.stream()
                .sorted(BY_AGE)
                .forEach(
                        task ->
                                levels.computeIfAbsent(task.urgency(), urgency -> new Level())
                                        .add(task));
        levels.values().forEach(level -> turns.addAll(level.turns()));
        this.inOrder =
                turns.stream()
                        .sorted(
                                Comparator.comparing((Turn turn) -> -turn.task().urgency())
                                        .thenComparing(Turn::number)
                                        .thenComparing(Turn::task, BY_AGE))
                        .map(Turn::task)
                        .toList();
    }

    /**
     * A task, and which of its tenant's turns it gets.
     *
     * @param number from 0
     */
    private record Turn(Waiting task, int number) {}

    /** The tasks of one urgency: by tenant and project, oldest first. */
    private static final class Level {
        private final Map<String, Map<String, List<Waiting>>> tenants = new HashMap<>();
        private final Map<String, Integer> sizes = new HashMap<>();
        private int size;

        void add(Waiting task) {
            tenants.computeIfAbsent(task.kind().tenant(), tenant -> new HashMap<>())
                    .computeIfAbsent(task.kind().project(), project -> new ArrayList<>())
                    .add(task);
            sizes.merge(task.kind().tenant(), 1, Integer::sum);
            size++;
        }

        List<Turn> turns() {
            List<Turn> turns = new ArrayList<>();
            tenants.values().forEach(projects -> turns.addAll(turns(projects)));
            return turns;
        }

        private static List<Turn> turns(Map<String, List<Waiting>> projects) {
            List<Turn> ofProjects = new ArrayList<>();
            for (List<Waiting> own : projects.values()) {
                for (int number = 0; number < own.size(); number++) {
                    ofProjects.add(new Turn(own.get(number), number));
                }
            }
            ofProjects.sort(Comparator.comparing(Turn::number).thenComparing(Turn::task, BY_AGE));
            List<Turn> turns = new ArrayList<>();
            for (Turn turn : ofProjects) {
                turns.add(new Turn(turn.task(), turns.size()));
            }
            return turns;
        }

        /** All of these. */
        Ahead all(BuildKind kind) {
            int ofProject =
                    tenants.getOrDefault(kind.tenant(), Map.of())
                            .getOrDefault(kind.project(), List.of())
                            .size();
            return new Ahead(size, sizes.getOrDefault(kind.tenant(), 0), ofProject);
        }

        /** Those that go before one that comes now. */
        Ahead before(BuildKind kind) {
            Map<String, List<Waiting>> projects = tenants.getOrDefault(kind.tenant(), Map.of());
            int own = projects.getOrDefault(kind.project(), List.of()).size();
            int ofTenant =
                    projects.values().stream()
                            .mapToInt(tasks -> Math.min(tasks.size(), own + 1))
                            .sum();
            int ofOthers =
                    sizes.entrySet().stream()
                            .filter(tenant -> !tenant.getKey().equals(kind.tenant()))
                            .mapToInt(tenant -> Math.min(tenant.getValue(), ofTenant + 1))
                            .sum();
            return new Ahead(ofTenant + ofOthers, ofTenant, own);
        }
    }

    /**
     * How many go before a task.
     *
     * @param ofTenant of all those of its own tenant
     * @param ofProject of all those of its own project
     */
    record Ahead(int all, int ofTenant, int ofProject) {
        private static final Ahead NOBODY = new Ahead(0, 0, 0);

        private Ahead and(Ahead more) {
            return new Ahead(all + more.all, ofTenant + more.ofTenant, ofProject + more.ofProject);
        }
    }

    /** All of them, the next one first. */
    List<Waiting> inOrder() {
        return inOrder;
    }

    /** How many of them go before a task that comes to wait now. */
    Ahead before(BuildKind kind, int priority) {
        Ahead before = Ahead.NOBODY;
        for (Map.Entry<Integer, Level> level : levels.entrySet()) {
            if (level.getKey() > priority) {
                before = before.and(level.getValue().all(kind));
            } else if (level.getKey() == priority) {
                before = before.and(level.getValue().before(kind));
            }
        }
        return before;
    }
}
