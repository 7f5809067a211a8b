package dev.buildserver.benchmarks.queue;

import dev.buildserver.orchestrator.queue.Blocked;
import dev.buildserver.orchestrator.queue.IndexEntry;
import dev.buildserver.orchestrator.queue.Proposal;
import dev.buildserver.orchestrator.queue.ReadyIndex;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.Seeker;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The index as the orchestrator uses it: enqueue, match, acknowledge. Not thread-safe. */
public final class IndexPair implements QueuePair {
    private static final int SLOTS = 4;
    private static final int PRIORITIES = 4;

    private final ReadyIndex index;
    private final String pool;
    private final InstantSource clock;
    private final Shape shape;
    private final int caller;
    private final List<Seeker> seekers;
    private long made;

    /**
     * What is put in and taken out.
     *
     * @param tenants that take turns
     * @param projects of each tenant
     * @param batch most that is taken at once
     */
    public record Shape(int tenants, int projects, int batch) {}

    /**
     * @param caller tells the tasks of this pair from those of others in the same pool
     */
    public IndexPair(ReadyIndex index, String pool, InstantSource clock, Shape shape, int caller) {
        this.index = index;
        this.pool = pool;
        this.clock = clock;
        this.shape = shape;
        this.caller = caller;
        this.seekers =
                IntStream.range(0, Math.max(1, shape.batch() / SLOTS))
                        .mapToObj(
                                i ->
                                        new Seeker(
                                                new UUID(0, i),
                                                "agent-" + i,
                                                SLOTS,
                                                List.of(""),
                                                List.of()))
                        .toList();
    }

    @Override
    public void put(int count) {
        List<ReadyTask> tasks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tasks.add(task(made++));
        }
        index.enqueue(pool, tasks).complete();
    }

    @Override
    public int take(int count) {
        List<Proposal> proposals =
                index.match(pool, seekers.subList(0, Math.max(1, count / SLOTS)), Blocked.NOBODY)
                        .proposals();
        index.acknowledge(
                pool, proposals.stream().map(p -> new IndexEntry(p.key(), p.version())).toList());
        return proposals.size();
    }

    private ReadyTask task(long number) {
        return new ReadyTask(
                new TaskKey(new UUID(caller, number), 0),
                pool,
                (int) (number % PRIORITIES),
                1,
                clock.instant(),
                Duration.ZERO,
                List.of(),
                "tenant-" + number % shape.tenants(),
                "project-" + number / shape.tenants() % shape.projects(),
                "",
                "");
    }
}
