package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.benchmarks.workload.AttemptScript;
import dev.buildserver.benchmarks.workload.Submissions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** Simulated clients and agents around a running stack. To be used by one thread. */
public final class Load implements AutoCloseable {
    /** A pool without real agents. */
    public static final String POOL = "Docker";

    private static final long LOOK_MILLIS = 5;
    private static final int REGISTERING = 16;
    // It tells of each connection that a killed service drops; the calls' own ends are counted.
    private static final Logger CONNECTIONS = Logger.getLogger("io.vertx.core.net");
    // By its next heartbeat each agent has said that it takes no work.
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);
    private static final Duration SIGN_OFF_WITHIN = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Context loop;
    private final Surroundings around;
    private final Submitter submitter;
    private final Feed feed;
    private final List<Seat> seats = new ArrayList<>();
    private final Canceller canceller;
    private final Fate clients;
    private final Map<Trick, Integer> played = new EnumMap<>(Trick.class);
    private final Ledger ledger = new Ledger();
    private final Meter meter = new Meter();
    private final HoldLine holdLine;
    private final Gates gates;
    private final String run = UUID.randomUUID().toString();

    /** Nothing is sent yet. */
    public Load(StackAccess stack, LoadPlan plan) throws IOException {
        this(stack, plan, List.of(stack.orchestratorPort()), Optional.empty());
    }

    /**
     * The same for replicas of the orchestrator.
     *
     * @param orchestrators port of each
     * @param gates hold attempts; empty = they go as the plan says
     */
    public Load(
            StackAccess stack, LoadPlan plan, List<Integer> orchestrators, Optional<Gates> gates)
            throws IOException {
        CONNECTIONS.setLevel(Level.OFF);
        this.vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(1)
                                .setInternalBlockingPoolSize(2));
        this.loop = vertx.getOrCreateContext();
        this.holdLine = new HoldLine(plan.running());
        this.gates = gates.orElseGet(Gates::new);
        Random random = new Random(plan.way().seed());
        // Of each agent a poll for work, one for commands, a heartbeat, and a call per slot.
        int connections = plan.agents() * (3 + plan.slots()) + 16;
        Later later = (millis, task) -> vertx.setTimer(millis, timer -> task.run());
        this.around =
                new Surroundings(
                        later,
                        trick -> false,
                        new AlternatingCalls(
                                orchestrators.stream()
                                        .map(port -> new HttpCalls(vertx, port, connections))
                                        .toList()),
                        new HttpCalls(vertx, stack.artifactPort(), connections),
                        Credential.bearer(stack.tokens().ofPool(POOL)),
                        POOL,
                        new AttemptScript(plan.lines(), plan.way().batches()),
                        plan.way().artifactShare(),
                        gates.<Steps>map(Function.identity()).orElseGet(() -> pace(plan, random)),
                        ledger,
                        meter,
                        random);
        this.clients = new Fate(later, random, this::played);
        Calls gateway =
                clients.over(
                        new HttpCalls(vertx, stack.gatewayPort(), Math.max(1, plan.inFlight())));
        this.submitter =
                new Submitter(
                        around,
                        gateway,
                        credentials(stack.tokens().developers(plan.tenants())),
                        new Submissions(POOL, plan.projects()),
                        run);
        this.canceller =
                new Canceller(
                        around, gateway, credentials(stack.tokens().buildMasters(plan.tenants())));
        this.feed = new Feed(around, submitter, plan.inFlight());
        IntStream.rangeClosed(1, plan.agents())
                .mapToObj(n -> new Seat(around, name(n), plan, this::played))
                .forEach(seats::add);
    }

    private Steps pace(LoadPlan plan, Random random) {
        return plan.way().pauseMillis() == 0
                ? holdLine
                : new PacedSteps(random, plan.way().pauseMillis());
    }

    private static List<Credential> credentials(List<String> tokens) {
        return tokens.stream().map(Credential::bearer).toList();
    }

    private void played(Trick trick) {
        played.merge(trick, 1, Integer::sum);
    }

    /** Beginning of the idempotency keys of all submissions; a number follows, from 0. */
    public String keyPrefix() {
        return run + "-";
    }

    /** Registers all agents, some at a time; they don't take work yet. */
    public void register(Duration limit) throws InterruptedException, TimeoutException {
        Iterator<Seat> next = seats.iterator();
        int[] registered = {0};
        run(
                () -> {
                    for (int i = 0; i < REGISTERING; i++) {
                        registerNext(next, registered);
                    }
                });
        await("all agents are registered", limit, () -> registered[0] >= seats.size());
    }

    private static void registerNext(Iterator<Seat> next, int[] registered) {
        if (next.hasNext()) {
            next.next()
                    .agent()
                    .register(
                            () -> {
                                registered[0]++;
                                registerNext(next, registered);
                            });
        }
    }

    /** Agents ask for work from now on. */
    public void takeWork() {
        run(() -> seats.forEach(Seat::take));
    }

    /** Keeps that many builds waiting, from now on. */
    public void keepWaiting(long builds) {
        run(() -> feed.keepWaiting(builds));
    }

    /** Asks for builds at a rate, from now on. */
    public void pace(double buildsPerSecond) {
        run(() -> feed.pace(buildsPerSecond));
    }

    /** Asks for one build. */
    public void submitOne() {
        run(submitter::submit);
    }

    /** Asks for builds, all at once. */
    public void submit(int builds) {
        run(() -> IntStream.range(0, builds).forEach(n -> submitter.submit()));
    }

    /** Waits until that many attempts are held. */
    public void awaitHeld(int attempts, Duration limit)
            throws InterruptedException, TimeoutException {
        await(attempts + " attempts are held", limit, () -> gates.held() >= attempts);
    }

    /**
     * Builds were put into the database by hand.
     *
     * @param prefix beginning of their keys
     */
    public void filled(String prefix, long builds) {
        run(
                () -> {
                    ledger.filled(prefix);
                    meter.filled(builds);
                });
    }

    /** Waits until that many builds wait. */
    public void awaitWaiting(long builds, Duration limit)
            throws InterruptedException, TimeoutException {
        await(builds + " builds wait", limit, () -> meter.waiting() >= builds);
    }

    /** Waits until that many more builds have finished. */
    public void awaitFinished(long more, Duration limit)
            throws InterruptedException, TimeoutException {
        long before = get(meter::finishedCount);
        await(more + " builds finish", limit, () -> meter.finishedCount() >= before + more);
    }

    /** Lets time pass. */
    public void pass(Duration time) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        loop.runOnContext(now -> around.after(Math.max(1, time.toMillis()), over::countDown));
        over.await();
    }

    /** Waits until nothing is asked for, waits, or is under way. */
    public void awaitQuiet(Duration limit) throws InterruptedException, TimeoutException {
        await("everything has ended", limit, () -> meter.waiting() <= 0 && nothingUnderWay());
    }

    /** What may be done to the agents and clients. */
    public LoadFaults faults() {
        return new LoadFaults(this::run, seats, clients, canceller, gates, played);
    }

    /** Asks for nothing more; what is under way goes on. */
    public void rest() {
        run(feed::stop);
    }

    /** Whether every submission and cancel has been answered and no agent holds anything. */
    public boolean isQuiet() {
        return get(this::nothingUnderWay);
    }

    /** What the clients were told so far; to be read while nothing is under way. */
    public Ledger ledger() {
        return ledger;
    }

    /** Begins to measure. */
    public void openWindow() {
        run(meter::open);
    }

    /** Ends measuring. */
    public Figures closeWindow() {
        run(meter::close);
        return Figures.of(meter);
    }

    /** Builds accepted and not leased so far. */
    public long waiting() {
        return get(meter::waiting);
    }

    /** Builds that have finished so far. */
    public long finished() {
        return get(meter::finishedCount);
    }

    /**
     * Asks for nothing more, waits for what is under way, and signs the agents off.
     *
     * @param all whether also builds that wait are to be finished
     * @return what the clients were told
     */
    public Ledger stop(boolean all, Duration limit) throws InterruptedException {
        run(feed::stop);
        run(holdLine::openAll);
        if (!all) {
            run(() -> seats.forEach(Seat::stopTaking));
        }
        try {
            await(
                    "everything under way has ended",
                    limit,
                    () -> nothingUnderWay() && (!all || meter.waiting() <= 0));
        } catch (TimeoutException e) {
            run(() -> meter.fault("stop.unfinished"));
        }
        run(() -> ledger.unanswered(submitter.open()));
        if (!all) {
            pass(HEARD_WITHIN);
        }
        return ledger;
    }

    /** Figures of the whole time, after {@link #stop}. */
    public Figures figures() {
        return Figures.of(meter);
    }

    /** Signs all agents off and ends. */
    @Override
    public void close() {
        int[] open = {seats.size()};
        run(() -> seats.forEach(seat -> seat.agent().signOff(() -> open[0]--)));
        try {
            await("all agents have signed off", SIGN_OFF_WITHIN, () -> open[0] == 0);
        } catch (TimeoutException e) {
            // Their sessions will expire.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private boolean nothingUnderWay() {
        return submitter.open() == 0
                && canceller.open() == 0
                && seats.stream().map(Seat::agent).allMatch(SimulatedAgent::isIdle);
    }

    /** Beginning of the names of all agents; a number follows, from 1. */
    public static String agentPrefix() {
        return "load-agent-";
    }

    private static String name(int number) {
        return agentPrefix() + number;
    }

    private void run(Runnable task) {
        get(
                () -> {
                    task.run();
                    return null;
                });
    }

    private <T> T get(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(
                now -> {
                    try {
                        done.complete(task.get());
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
        return done.join();
    }

    private void await(String what, Duration limit, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        CompletableFuture<Void> met = new CompletableFuture<>();
        loop.runOnContext(now -> look(condition, met));
        try {
            met.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what, e.getCause());
        } catch (TimeoutException e) {
            met.cancel(false);
            throw new TimeoutException("Not within " + limit + ": " + what);
        }
    }

    private void look(BooleanSupplier condition, CompletableFuture<Void> met) {
        if (condition.getAsBoolean()) {
            met.complete(null);
        } else if (!met.isDone()) {
            around.after(LOOK_MILLIS, () -> look(condition, met));
        }
    }
}
