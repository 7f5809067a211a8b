package dev.buildserver.orchestrator.queue;

import dev.buildserver.orchestrator.agents.Pool;
import dev.buildserver.orchestrator.agents.Pools;
import dev.buildserver.orchestrator.queue.ReadyIndex.Added;
import dev.buildserver.orchestrator.requirement.RequirementClasses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The index, and PostgreSQL in its place while it is out of reach. Nothing here fails for want of
 * the index: what it misses is added by the {@link IndexSweep}.
 */
@ApplicationScoped
public class TaskIndex {
    private static final Logger LOG = Logger.getLogger(TaskIndex.class);
    // While the index is away each call would cost a connection attempt; dispatch can't wait.
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(1);

    private final ReadyIndex index;
    private final ReadyTaskStore store;
    private final RequirementClasses classes;
    private final BlockedSource blocked;
    private final Pools pools;
    private final Event<TasksReady> tasksReady;
    private final Event<IndexIncomplete> incomplete;
    private final InstantSource clock;
    private volatile Instant restUntil = Instant.EPOCH;

    TaskIndex(
            ReadyIndex index,
            ReadyTaskStore store,
            RequirementClasses classes,
            BlockedSource blocked,
            Pools pools,
            Event<TasksReady> tasksReady,
            Event<IndexIncomplete> incomplete,
            InstantSource clock) {
        this.index = index;
        this.store = store;
        this.classes = classes;
        this.blocked = blocked;
        this.pools = pools;
        this.tasksReady = tasksReady;
        this.incomplete = incomplete;
        this.clock = clock;
    }

    /** Adds tasks that were committed as ready, and wakes the agents that wait for them. */
    public void add(Collection<ReadyTask> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        classes.meet(tasks.stream().map(ReadyTask::requirements).toList());
        Map<String, List<ReadyTask>> pools = byPool(tasks);
        Map<String, Optional<Added>> added = new HashMap<>();
        pools.forEach((pool, own) -> added.put(pool, send(pool, own)));
        // Before the answers: whoever is woken asks behind them.
        tasksReady.fire(new TasksReady(pools.keySet()));
        added.forEach(this::await);
    }

    /** Wakes all agents that wait for work: what kept tasks from them has changed. */
    public void wakeAll() {
        Set<String> names = pools.all().stream().map(Pool::name).collect(Collectors.toSet());
        tasksReady.fire(new TasksReady(names));
        // Other replicas find out within a second if the message gets lost.
        attempt(
                () -> {
                    names.forEach(index::wake);
                    return null;
                },
                () -> null);
    }

    /** What the seekers might get, best first. */
    public List<Proposal> propose(String pool, List<Seeker> seekers) {
        Blocked full = blocked.now();
        return attempt(
                () -> {
                    ReadyIndex.Matches matches = index.match(pool, seekers, full);
                    if (!matches.complete()) {
                        incomplete.fire(new IndexIncomplete(pool));
                    }
                    return matches.proposals();
                },
                () -> candidates(pool, seekers, full));
    }

    /** Removes tasks that are no longer ready. */
    public void remove(String pool, Collection<IndexEntry> entries) {
        if (!entries.isEmpty()) {
            attempt(
                    () -> {
                        index.acknowledge(pool, entries);
                        return null;
                    },
                    () -> null);
        }
    }

    /** Clears up after proposals that PostgreSQL did not grant. */
    public void refused(String pool, List<Proposal> proposals) {
        if (proposals.isEmpty()) {
            return;
        }
        Set<TaskKey> keys = proposals.stream().map(Proposal::key).collect(Collectors.toSet());
        Map<TaskKey, ReadyTask> ready =
                store.ready(keys).stream().collect(Collectors.toMap(ReadyTask::key, t -> t));
        Blocked full = ready.isEmpty() ? Blocked.NOBODY : blocked.afterRefusal();
        List<IndexEntry> gone = new ArrayList<>();
        for (Proposal proposal : proposals) {
            ReadyTask task = ready.get(proposal.key());
            IndexEntry entry = new IndexEntry(proposal.key(), proposal.version());
            if (task == null || task.version() > proposal.version()) {
                gone.add(entry);
            } else {
                Duration pause = pause(task, full);
                attempt(
                        () -> {
                            index.putBack(pool, entry, pause);
                            return null;
                        },
                        () -> null);
            }
        }
        remove(pool, gone);
        byPool(ready.values()).forEach((own, again) -> await(own, send(own, again)));
    }

    /** What a limit holds back has to be there when the limit lets go; the rest takes a breath. */
    private static Duration pause(ReadyTask task, Blocked full) {
        if (full.includes(task.tenant(), task.project())) {
            return Duration.ZERO;
        }
        return task.delay().isZero() ? REST_AFTER_FAILURE : task.delay();
    }

    /** 1 = next; empty when the task does not wait. */
    public OptionalLong position(String pool, TaskKey key) {
        OptionalLong position = attempt(() -> index.position(pool, key), OptionalLong::empty);
        return position.isPresent() ? position : store.position(key);
    }

    /**
     * Adds those of a page that the index lacks; wakes nobody.
     *
     * @return how many it lacked; empty when the index is out of reach
     */
    OptionalLong reconcile(Collection<ReadyTask> page) {
        Set<String> pools = new HashSet<>();
        OptionalLong added =
                attempt(
                        () -> {
                            long lacking = 0;
                            for (var pool : byPool(page).entrySet()) {
                                List<ReadyTask> missing =
                                        index.missing(pool.getKey(), pool.getValue());
                                if (!missing.isEmpty()) {
                                    index.enqueue(pool.getKey(), missing).complete();
                                    pools.add(pool.getKey());
                                    lacking += missing.size();
                                }
                            }
                            return OptionalLong.of(lacking);
                        },
                        OptionalLong::empty);
        if (!pools.isEmpty()) {
            tasksReady.fire(new TasksReady(pools));
        }
        return added;
    }

    private List<Proposal> candidates(String pool, List<Seeker> seekers, Blocked full) {
        Set<TaskKey> taken = new HashSet<>();
        List<Proposal> proposals = new ArrayList<>();
        int wanted = seekers.stream().mapToInt(Seeker::slots).sum();
        for (Seeker seeker : seekers) {
            store.candidates(pool, seeker.agentId(), seeker.classes(), full, wanted).stream()
                    .filter(key -> !taken.contains(key))
                    .limit(seeker.slots())
                    .forEach(
                            key -> {
                                taken.add(key);
                                proposals.add(new Proposal(key, 0, seeker.sessionId()));
                            });
        }
        return proposals;
    }

    private Optional<Added> send(String pool, List<ReadyTask> tasks) {
        return attempt(() -> Optional.of(index.enqueue(pool, tasks)), Optional::empty);
    }

    private void await(String pool, Optional<Added> added) {
        if (!attempt(() -> added.isPresent() && added.get().complete(), () -> false)) {
            incomplete.fire(new IndexIncomplete(pool));
        }
    }

    private <T> T attempt(Supplier<T> call, Supplier<T> otherwise) {
        if (clock.instant().isBefore(restUntil)) {
            return otherwise.get();
        }
        try {
            return call.get();
        } catch (IndexUnavailableException e) {
            restUntil = clock.instant().plus(REST_AFTER_FAILURE);
            LOG.warnf("%s; PostgreSQL is asked instead", e.getMessage());
            return otherwise.get();
        }
    }

    private static Map<String, List<ReadyTask>> byPool(Collection<ReadyTask> tasks) {
        return tasks.stream().collect(Collectors.groupingBy(ReadyTask::pool));
    }
}
