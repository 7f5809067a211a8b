package dev.buildserver.orchestrator.twin;

import java.util.List;

/** Shapes of builds: tasks from 0, each after others. */
enum Graph {
    ONE(1),
    CHAIN(3, new Edge(0, 1), new Edge(1, 2)),
    FORK(3, new Edge(0, 1), new Edge(0, 2)),
    JOIN(3, new Edge(0, 2), new Edge(1, 2)),
    DIAMOND(4, new Edge(0, 1), new Edge(0, 2), new Edge(1, 3), new Edge(2, 3)),
    PARALLEL(3);

    /** The second may begin when the first has succeeded. */
    record Edge(int from, int to) {}

    private final int tasks;
    private final List<Edge> edges;

    Graph(int tasks, Edge... edges) {
        this.tasks = tasks;
        this.edges = List.of(edges);
    }

    int tasks() {
        return tasks;
    }

    List<Edge> edges() {
        return edges;
    }

    int predecessors(int task) {
        return (int) edges.stream().filter(edge -> edge.to() == task).count();
    }
}
