package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.benchmarks.workload.AttemptScript;
import dev.buildserver.benchmarks.workload.Submissions;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** Simulated clients and agents around a running stack. To be used by one thread. */
public final class Load implements AutoCloseable {
    /** A pool without real agents. */
    public static final String POOL = "Docker";

    // It tells of each connection that a killed service drops; the calls' own ends are counted.
    private static final Logger CONNECTIONS = Logger.getLogger("io.vertx.core.net");
    // By its next heartbeat each agent has said that it takes no work.
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    private final EventLoop loop = new EventLoop();
    private final Surroundings around;
    private final Submitter submitter;
    private final Feed feed;
    private final Crew crew;
    private final Canceller canceller;
    private final Fate clients;
    private final Map<Trick, Integer> played = new EnumMap<>(Trick.class);
    private final Ledger ledger = new Ledger();
    private final Meter meter = new Meter();
    private final HoldLine holdLine;
    private final Gates gates;
    private final String run = UUID.randomUUID().toString();

    /**
     * Nothing is sent yet.
     *
     * @param orchestrators port of each replica
     * @param gates hold attempts; empty = they go as the plan says
     */
    public Load(
            StackAccess stack, LoadPlan plan, List<Integer> orchestrators, Optional<Gates> gates)
            throws IOException {
        CONNECTIONS.setLevel(Level.OFF);
        Random random = new Random(plan.way().seed());
        this.holdLine = new HoldLine(plan.running());
        this.gates = gates.orElseGet(Gates::new);
        Steps steps = gates.<Steps>map(Function.identity()).orElseGet(() -> pace(plan, random));
        this.around = around(stack, plan, orchestrators, steps, random);
        this.clients = new Fate(loop, random, this::played);
        Calls gateway =
                clients.over(
                        new HttpCalls(
                                loop.vertx(), stack.gatewayPort(), Math.max(1, plan.inFlight())));
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
        this.crew =
                new Crew(
                        loop,
                        plan.agents(),
                        n -> new Seat(around, agentPrefix() + n, plan, this::played));
    }

    private Surroundings around(
            StackAccess stack,
            LoadPlan plan,
            List<Integer> orchestrators,
            Steps steps,
            Random random)
            throws IOException {
        // Of each agent a poll for work, one for commands, a heartbeat, and a call per slot.
        int connections = plan.agents() * (3 + plan.slots()) + 16;
        return new Surroundings(
                loop,
                trick -> false,
                new AlternatingCalls(
                        orchestrators.stream()
                                .map(port -> new HttpCalls(loop.vertx(), port, connections))
                                .toList()),
                new HttpCalls(loop.vertx(), stack.artifactPort(), connections),
                Credential.bearer(stack.tokens().ofPool(POOL)),
                POOL,
                new AttemptScript(plan.lines(), plan.way().batches()),
                plan.way().artifactShare(),
                steps,
                ledger,
                meter,
                random);
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
        crew.register(limit);
    }

    /** Agents ask for work from now on. */
    public void takeWork() {
        crew.take();
    }

    /** Keeps that many builds waiting, from now on. */
    public void keepWaiting(long builds) {
        loop.run(() -> feed.keepWaiting(builds));
    }

    /** Asks for builds at a rate, from now on. */
    public void pace(double buildsPerSecond) {
        loop.run(() -> feed.pace(buildsPerSecond));
    }

    /** Asks for one build. */
    public void submitOne() {
        loop.run(submitter::submit);
    }

    /** Asks for builds, all at once. */
    public void submit(int builds) {
        loop.run(() -> IntStream.range(0, builds).forEach(n -> submitter.submit()));
    }

    /** Waits until that many attempts are held, and all submissions are answered. */
    public void awaitHeld(int attempts, Duration limit)
            throws InterruptedException, TimeoutException {
        // A lease may come before the answer to the submission that caused it.
        loop.await(
                attempts + " attempts are held",
                limit,
                () -> gates.held() >= attempts && submitter.open() == 0);
    }

    /**
     * Builds were put into the database by hand.
     *
     * @param prefix beginning of their keys
     */
    public void filled(String prefix, long builds) {
        loop.run(
                () -> {
                    ledger.filled(prefix);
                    meter.filled(builds);
                });
    }

    /** Waits until that many builds wait. */
    public void awaitWaiting(long builds, Duration limit)
            throws InterruptedException, TimeoutException {
        loop.await(builds + " builds wait", limit, () -> meter.waiting() >= builds);
    }

    /** Waits until no more than that many builds wait. */
    public void awaitLeased(long left, Duration limit)
            throws InterruptedException, TimeoutException {
        loop.await("no more than " + left + " builds wait", limit, () -> meter.waiting() <= left);
    }

    /** Waits until that many more builds have finished. */
    public void awaitFinished(long more, Duration limit)
            throws InterruptedException, TimeoutException {
        long before = loop.get(meter::finishedCount);
        loop.await(more + " builds finish", limit, () -> meter.finishedCount() >= before + more);
    }

    /** Lets time pass. */
    public void pass(Duration time) throws InterruptedException {
        loop.pass(time);
    }

    /** Waits until nothing is asked for, waits, or is under way. */
    public void awaitQuiet(Duration limit) throws InterruptedException, TimeoutException {
        loop.await("everything has ended", limit, () -> meter.waiting() <= 0 && nothingUnderWay());
    }

    /** What may be done to the agents and clients. */
    public LoadFaults faults() {
        return new LoadFaults(loop::run, crew.seats(), clients, canceller, gates, played);
    }

    /** Asks for nothing more; what is under way goes on. */
    public void rest() {
        loop.run(feed::stop);
    }

    /** Whether every submission and cancel has been answered and no agent holds anything. */
    public boolean isQuiet() {
        return loop.get(this::nothingUnderWay);
    }

    /** What the clients were told so far; to be read while nothing is under way. */
    public Ledger ledger() {
        return ledger;
    }

    /** Begins to measure. */
    public void openWindow() {
        loop.run(meter::open);
    }

    /** Ends measuring. */
    public Figures closeWindow() {
        loop.run(meter::close);
        return Figures.of(meter);
    }

    /** Builds accepted and not leased so far. */
    public long waiting() {
        return loop.get(meter::waiting);
    }

    /** Builds that have finished so far. */
    public long finished() {
        return loop.get(meter::finishedCount);
    }

    /**
     * Asks for nothing more, waits for what is under way, and signs the agents off.
     *
     * @param all whether also builds that wait are to be finished
     * @return what the clients were told
     */
    public Ledger stop(boolean all, Duration limit) throws InterruptedException {
        loop.run(feed::stop);
        loop.run(holdLine::openAll);
        if (!all) {
            crew.stopTaking();
        }
        try {
            loop.await(
                    "everything under way has ended",
                    limit,
                    () -> nothingUnderWay() && (!all || meter.waiting() <= 0));
        } catch (TimeoutException e) {
            loop.run(() -> meter.fault("stop.unfinished"));
        }
        loop.run(() -> ledger.unanswered(submitter.open()));
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
        crew.signOff();
        loop.close();
    }

    private boolean nothingUnderWay() {
        return submitter.open() == 0 && canceller.open() == 0 && crew.isIdle();
    }

    /** Beginning of the names of all agents; a number follows, from 1. */
    public static String agentPrefix() {
        return "load-agent-";
    }
}
