package dev.buildserver.orchestrator.lease;

import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.agents.AgentModeChanged;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lease.Takers.NewTask;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.AttemptEnds;
import dev.buildserver.orchestrator.lifecycle.BuildChanged;
import dev.buildserver.orchestrator.queue.IndexEntry;
import dev.buildserver.orchestrator.queue.Proposal;
import dev.buildserver.orchestrator.queue.Seeker;
import dev.buildserver.orchestrator.queue.TaskIndex;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.queue.TasksReady;
import dev.buildserver.orchestrator.requirement.RequirementClasses;
import dev.buildserver.orchestrator.runtime.Dispatching;
import dev.buildserver.orchestrator.runtime.Ticker;
import dev.buildserver.orchestrator.session.SessionStore;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** Matches parked polls with ready tasks. */
@ApplicationScoped
class Dispatcher implements IdlePolls {
    // A lost wake-up costs at most this.
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int ROUNDS = 64;
    // A script looks at so many; the rest has its turn in the next round.
    private static final int SEEKERS = 64;

    private final TaskIndex index;
    private final RequirementClasses classes;
    private final LeaseStore leases;
    private final LeaseLetters letters;
    private final SessionStore sessions;
    private final AttemptEnds ends;
    private final UuidV7 ids;
    private final ExecutorService executor;
    private final Ticker ticker;
    private final Event<LeaseGranted> leaseGranted;
    private final Event<BuildChanged> buildChanged;
    private final Map<String, PoolDispatch> pools = new ConcurrentHashMap<>();

    Dispatcher(
            TaskIndex index,
            RequirementClasses classes,
            LeaseStore leases,
            LeaseLetters letters,
            SessionStore sessions,
            AttemptEnds ends,
            UuidV7 ids,
            @Dispatching ExecutorService executor,
            Ticker ticker,
            Event<LeaseGranted> leaseGranted,
            Event<BuildChanged> buildChanged) {
        this.index = index;
        this.classes = classes;
        this.leases = leases;
        this.letters = letters;
        this.sessions = sessions;
        this.ends = ends;
        this.ids = ids;
        this.executor = executor;
        this.ticker = ticker;
        this.leaseGranted = leaseGranted;
        this.buildChanged = buildChanged;
    }

    void start(@Observes StartupEvent started) {
        ticker.every(TICK, "parked polls", () -> pools.values().forEach(PoolDispatch::wake));
    }

    void tasksReady(@Observes TasksReady event) {
        for (String pool : event.pools()) {
            PoolDispatch dispatch = pools.get(pool);
            if (dispatch != null) {
                dispatch.wake();
            }
        }
    }

    void modeChanged(@Observes AgentModeChanged event) {
        if (!event.takesWork()) {
            pools.values().forEach(pool -> pool.release(p -> p.agentId().equals(event.agentId())));
        }
    }

    /** Parks a poll until there is work for it, or {@link #forget} is called. */
    void park(ParkedPoll poll) {
        PoolDispatch pool =
                pools.computeIfAbsent(
                        poll.pool(), name -> new PoolDispatch(executor, d -> serve(name, d)));
        pool.park(poll);
        pool.wake();
    }

    void forget(ParkedPoll poll) {
        poll.release();
        pools.get(poll.pool()).remove(poll);
    }

    @Override
    public Optional<ParkedPoll> takeIdle(NewTask task) {
        PoolDispatch pool = pools.get(task.pool());
        return pool == null
                ? Optional.empty()
                : pool.takeIdle(
                        poll ->
                                poll.slots() > 0
                                        && classesOf(poll).contains(task.requirementClass()),
                        poll -> poll.warm().contains(task.affinity()));
    }

    @Override
    public void putBack(ParkedPoll poll) {
        PoolDispatch pool = pools.get(poll.pool());
        pool.putBack(poll);
        pool.wake();
    }

    @Override
    public List<String> classesOf(ParkedPoll poll) {
        return classes.servedBy(poll.sessionId(), poll.capabilities());
    }

    private void serve(String pool, PoolDispatch dispatch) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ParkedPoll> open = dispatch.open(SEEKERS);
            if (open.isEmpty()) {
                return;
            }
            List<Seeker> seekers = seekers(open);
            List<Proposal> proposals = index.propose(pool, seekers);
            if (proposals.isEmpty()) {
                return;
            }
            List<Granted> granted = grant(proposals, seekers);
            deliver(open, granted);
            clearUp(pool, proposals, granted);
            letGo(dispatch, proposals, granted);
        }
    }

    private List<Seeker> seekers(List<ParkedPoll> polls) {
        return polls.stream()
                .map(
                        poll ->
                                new Seeker(
                                        poll.sessionId(),
                                        poll.agentId(),
                                        poll.slots(),
                                        classesOf(poll),
                                        poll.warm()))
                .toList();
    }

    private List<Granted> grant(List<Proposal> proposals, List<Seeker> seekers) {
        Map<UUID, List<String>> classesOf =
                seekers.stream().collect(Collectors.toMap(Seeker::sessionId, Seeker::classes));
        return leases.grant(
                proposals.stream()
                        .map(
                                p ->
                                        new Wish(
                                                p.key(),
                                                p.sessionId(),
                                                ids.next(),
                                                classesOf.get(p.sessionId())))
                        .toList());
    }

    /** Takes what was granted out of the index, and looks at what was not. */
    private void clearUp(String pool, List<Proposal> proposals, List<Granted> granted) {
        Set<TaskKey> won = granted.stream().map(Granted::task).collect(Collectors.toSet());
        index.remove(
                pool, granted.stream().map(g -> new IndexEntry(g.task(), g.version())).toList());
        index.refused(pool, proposals.stream().filter(p -> !won.contains(p.key())).toList());
    }

    /**
     * Of those that got nothing, some may take no work any more, by the word of another replica;
     * what they are offered others wait for.
     */
    private void letGo(PoolDispatch dispatch, List<Proposal> proposals, List<Granted> granted) {
        Set<UUID> empty = proposals.stream().map(Proposal::sessionId).collect(Collectors.toSet());
        granted.forEach(lease -> empty.remove(lease.sessionId()));
        if (!empty.isEmpty()) {
            Set<UUID> out =
                    sessions.states(empty).stream()
                            .filter(state -> state.ended() || state.drain())
                            .map(SessionStore.State::sessionId)
                            .collect(Collectors.toSet());
            dispatch.release(poll -> out.contains(poll.sessionId()));
        }
    }

    private void deliver(List<ParkedPoll> polls, List<Granted> granted) {
        Map<UUID, List<Granted>> bySession =
                granted.stream().collect(Collectors.groupingBy(Granted::sessionId));
        for (ParkedPoll poll : polls) {
            List<Granted> own = bySession.getOrDefault(poll.sessionId(), List.of());
            if (!own.isEmpty()) {
                deliver(poll, own.stream().map(letters::begin).toList());
            }
        }
    }

    @Override
    public CompletableFuture<String> sign(LeaseClaims claims) {
        return letters.sign(claims);
    }

    @Override
    public Letter letter(Granted granted, CompletableFuture<String> token) {
        return letters.letter(granted, token);
    }

    @Override
    public void deliver(ParkedPoll poll, List<Letter> own) {
        boolean taken = poll.offer(own);
        own.stream().map(Letter::granted).forEach(taken ? this::tell : this::handBack);
    }

    private void tell(Granted lease) {
        leaseGranted.fire(new LeaseGranted(lease));
        buildChanged.fire(new BuildChanged(lease.task().buildId()));
    }

    /** Nobody will read the answer: the task is free again at once. */
    void handBack(Granted lease) {
        ends.end(
                AttemptEnd.byServer(
                        lease.task(),
                        lease.attemptUid(),
                        AttemptOutcome.RETURNED,
                        "The agent had stopped waiting"));
    }
}
