package dev.buildserver.orchestrator.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.TaskHistory;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes the same steps with two protocols; both must answer the same, and then store the same. */
final class Comparison {
    private static final List<String> POOLS = List.of("Linux", "Linux", "Windows");
    private static final List<AttemptOutcome> RESULTS =
            List.of(
                    AttemptOutcome.SUCCEEDED,
                    AttemptOutcome.SUCCEEDED,
                    AttemptOutcome.FAILED,
                    AttemptOutcome.INFRA,
                    AttemptOutcome.INFRA,
                    AttemptOutcome.CANCELLED,
                    AttemptOutcome.TIMEOUT,
                    AttemptOutcome.RETURNED);
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMillis(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(11),
                    Duration.ofSeconds(31),
                    Duration.ofMinutes(11),
                    Duration.ofHours(25));

    private static final int[] TICKS = {0, 1, 2, 4, 6, 9};

    private final Protocol twin;
    private final Protocol real;
    private final List<String> trace = new ArrayList<>();
    private final List<UUID> sessions = new ArrayList<>();
    private final List<TaskKey> tasks = new ArrayList<>();
    private final List<UUID> builds = new ArrayList<>();
    private final Map<UUID, TaskKey> attempts = new LinkedHashMap<>();
    private final Map<UUID, Long> beats = new HashMap<>();
    // Of agents, by name, and of builds, by id.
    private final Map<String, String> pools = new HashMap<>();
    private int made;

    Comparison(Protocol twin, Protocol real) {
        this.twin = twin;
        this.real = real;
    }

    void run(List<Step> steps) {
        for (int agent = 0; agent < POOLS.size(); agent++) {
            register(agent);
        }
        steps.forEach(this::take);
        for (int agent = 0; agent < POOLS.size(); agent++) {
            String name = agent(agent);
            String pool = POOLS.get(agent);
            same("candidates of " + name, p -> p.candidates(pool, name));
        }
        same("agents", Protocol::agents);
    }

    private void take(Step step) {
        switch (step.act()) {
            case SUBMIT -> submit(step);
            case LEASE -> lease(step);
            case RESULT -> result(step);
            case RESULTS -> results(step);
            case WATCH -> watch();
            case CANCEL -> pick(builds, step.what(), id -> same("cancel " + id, p -> p.cancel(id)));
            case REGISTER -> register(step.who());
            case BEAT -> pick(sessions, step.who(), id -> beat(id, step));
            case TOUCH -> pick(sessions, step.who(), id -> both("touch " + id, p -> p.touch(id)));
            case SIGN_OFF ->
                    pick(sessions, step.who(), id -> both("sign off " + id, p -> p.signOff(id)));
            case EXPIRE -> same("expire", Protocol::expire);
            case MAINTAIN -> maintain(step);
            case DRAIN -> pick(sessions, step.who(), id -> drain(id, step.how() % 4 == 0));
            case END_EXCLUSIONS -> same("end exclusions", Protocol::endExclusions);
            case CRASH -> both("crash", p -> p.crash(step.who() % 2));
            case TICK -> tick(step);
            case ADVANCE -> advance(PAUSES.get(step.what() % PAUSES.size()), step);
            default -> throw new IllegalStateException(step.toString());
        }
        equal(real.world(), twin.world());
    }

    private void submit(Step step) {
        Graph graph = Graph.values()[step.how() % Graph.values().length];
        Protocol.NewBuild build =
                new Protocol.NewBuild(
                        new UUID(0xB, ++made),
                        POOLS.get(step.who() % POOLS.size()),
                        step.how() % 4,
                        graph,
                        "key " + (step.what() % 6 == 0 ? 0 : made),
                        "request " + step.who() % 2,
                        step.what() % 3 == 1 ? TaskHistory.MAX_HANDBACKS - 2 : 0);
        Wish taker = step.how() % 3 == 0 ? taker(build, step) : null;
        String answer = same("submit " + build + " to " + taker, p -> p.submit(build, taker));
        if (answer.equals("leased")) {
            attempts.put(taker.attemptUid(), taker.task());
        }
        if (answer.equals("made") || answer.equals("leased")) {
            builds.add(build.id());
            pools.put(build.id().toString(), build.pool());
            for (int task = 0; task < graph.tasks(); task++) {
                tasks.add(new TaskKey(build.id(), task));
            }
        }
    }

    /** Any session: it may be of another pool, or have ended. */
    private Wish taker(Protocol.NewBuild build, Step step) {
        UUID session = sessions.get(step.what() % sessions.size());
        return new Wish(new TaskKey(build.id(), 0), session, new UUID(0xA, ++made), List.of());
    }

    /** Up to three wishes, each for another task; most for what can be had. */
    private void lease(Step step) {
        World world = twin.world();
        boolean any = step.how() % 6 == 0;
        List<TaskKey> wanted =
                tasks.stream()
                        .filter(key -> any || status(world, key) == TaskStatus.READY)
                        .toList();
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i <= step.how() % 3 && i < wanted.size(); i++) {
            TaskKey task = wanted.get((step.what() + i) % wanted.size());
            List<UUID> seekers =
                    sessions.stream().filter(id -> any || maySeek(world, id, task)).toList();
            if (seekers.isEmpty()) {
                continue;
            }
            UUID session = seekers.get((step.who() + i) % seekers.size());
            UUID attempt = new UUID(0xA, ++made);
            wishes.add(new Wish(task, session, attempt, List.of()));
            attempts.put(attempt, task);
        }
        if (!wishes.isEmpty()) {
            same("lease " + wishes, p -> p.grant(wishes));
        }
    }

    private static TaskStatus status(World world, TaskKey key) {
        return world.tasks().get(key.toString()).status();
    }

    private static boolean active(World world, UUID session) {
        return world.sessions().get(session.toString()).endReason() == null;
    }

    private boolean maySeek(World world, UUID session, TaskKey task) {
        String agent = world.sessions().get(session.toString()).agent();
        return active(world, session)
                && pools.get(agent).equals(pools.get(task.buildId().toString()));
    }

    /** Attempts that a result may be of: mostly those that run. */
    private List<UUID> reporting(Step step) {
        World world = twin.world();
        boolean any = step.who() % 5 == 0;
        return attempts.keySet().stream().filter(uid -> any || runs(world, uid)).toList();
    }

    private boolean runs(World world, UUID attempt) {
        World.TaskRow task = world.tasks().get(attempts.get(attempt).toString());
        return task.status() == TaskStatus.LEASED && task.attempt().equals(attempt);
    }

    private void result(Step step) {
        pick(
                reporting(step),
                step.what(),
                attempt -> {
                    Protocol.End end = end(attempt, step.how());
                    same("result " + end, p -> answer(p, List.of(end)));
                });
    }

    private void results(Step step) {
        Map<UUID, Protocol.End> byBuild = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            pick(
                    reporting(step),
                    step.what() + i,
                    attempt ->
                            byBuild.putIfAbsent(
                                    attempts.get(attempt).buildId(),
                                    end(attempt, step.how() + number)));
        }
        if (!byBuild.isEmpty()) {
            List<Protocol.End> ends = List.copyOf(byBuild.values());
            same("results " + ends, p -> answer(p, ends));
        }
    }

    private Protocol.End end(UUID attempt, int how) {
        AttemptOutcome outcome = RESULTS.get(how % RESULTS.size());
        int lastBatch = how % 5 == 4 ? 1 : 0;
        return new Protocol.End(
                attempts.get(attempt), attempt, outcome, outcome + " " + lastBatch, lastBatch);
    }

    /** As the service answers: what the end did, or what the same result did before. */
    private static List<Object> answer(Protocol protocol, List<Protocol.End> ends) {
        List<Object> answers = new ArrayList<>();
        List<Protocol.Ended> done = protocol.end(ends);
        for (int i = 0; i < ends.size(); i++) {
            Protocol.End end = ends.get(i);
            answers.add(
                    done.get(i) != null
                            ? done.get(i)
                            : protocol.earlierAnswer(end.attempt(), end.digest()));
        }
        return answers;
    }

    /** Ends what nobody else ends. */
    private void watch() {
        Map<UUID, AttemptOutcome> overdue = same("overdue", Protocol::overdue);
        overdue.forEach(
                (attempt, outcome) -> {
                    Protocol.End end =
                            new Protocol.End(attempts.get(attempt), attempt, outcome, null, 0);
                    same("end " + end, p -> p.end(List.of(end)));
                });
    }

    private void register(int who) {
        UUID session = new UUID(0x5, ++made);
        String name = agent(who);
        pools.put(name, POOLS.get(who % POOLS.size()));
        both(
                "register " + name + " as " + session,
                p -> p.register(session, name, POOLS.get(who % POOLS.size())));
        sessions.add(session);
    }

    /** Some know nothing of their leases, some beats are late. */
    private void beat(UUID session, Step step) {
        long last = beats.getOrDefault(session, 0L);
        long sequence = step.how() % 7 == 0 ? last : last + 1;
        beats.put(session, sequence);
        World world = twin.world();
        List<UUID> held =
                attempts.keySet().stream()
                        .filter(uid -> step.what() % 3 != 0 && runs(world, uid))
                        .filter(uid -> session.equals(holder(world, uid)))
                        .toList();
        both("beat " + session + " " + sequence + " " + held, p -> p.beat(session, sequence, held));
    }

    private UUID holder(World world, UUID attempt) {
        return world.tasks().get(attempts.get(attempt).toString()).holder();
    }

    /** A while in which all agents are well; not every sign of life is a heartbeat. */
    private void tick(Step step) {
        advance(Duration.ofSeconds(TICKS[step.how() % TICKS.length]), step);
        World world = twin.world();
        sessions.stream()
                .filter(id -> active(world, id))
                .forEach(
                        id -> {
                            if (step.who() % 3 == 0) {
                                both("touch " + id, p -> p.touch(id));
                            } else {
                                beat(id, step);
                            }
                        });
    }

    private void maintain(Step step) {
        boolean maintenance = step.how() % 4 == 0;
        both(
                "maintain " + agent(step.who()) + " " + maintenance,
                p -> p.maintain(agent(step.who()), maintenance));
    }

    private void drain(UUID session, boolean drain) {
        both("drain " + session + " " + drain, p -> p.drain(session, drain));
    }

    private void advance(Duration pause, Step step) {
        double luck = new double[] {0, 0.5, 0.96875}[step.how() % 3];
        both(
                "advance " + pause + ", luck " + luck,
                p -> {
                    p.advance(pause);
                    p.luck(luck);
                });
    }

    private static String agent(int number) {
        return "agent-" + number % POOLS.size();
    }

    /** Counts from the last: the latest are the liveliest. */
    private static <T> void pick(List<T> from, int number, Consumer<T> use) {
        if (!from.isEmpty()) {
            use.accept(from.get(from.size() - 1 - number % from.size()));
        }
    }

    private void both(String what, Consumer<Protocol> action) {
        trace.add(what);
        action.accept(real);
        action.accept(twin);
    }

    private <T> T same(String what, Function<Protocol, T> question) {
        trace.add(what);
        T answer = question.apply(real);
        T expected = question.apply(twin);
        equal(answer, expected);
        return expected;
    }

    // The text of all steps is made only when it is needed.
    private void equal(Object answer, Object expected) {
        if (!Objects.equals(answer, expected)) {
            assertThat(answer).as("after:\n  " + String.join("\n  ", trace)).isEqualTo(expected);
        }
    }
}
