package dev.buildserver.orchestrator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes the same calls to two indexes, and compares their answers. */
final class IndexCalls {
    // Far from every limit of the rules, so that the time that a run takes doesn't matter.
    private static final List<Duration> AGES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(50),
                    Duration.ofSeconds(100),
                    Duration.ofMinutes(7),
                    Duration.ofMinutes(12),
                    Duration.ofMinutes(70));
    // Moves the times of what was taken or delayed, as if they had passed.
    private static final String ADVANCE =
            """
            for i, key in ipairs(KEYS) do
              for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do
                redis.call('ZINCRBY', key, -ARGV[1], member)
              end
            end
            """;

    private final String pool = "pool-" + UUID.randomUUID();
    private final Instant start = Instant.now();
    private final InMemoryReadyIndex twin;
    private final ReadyIndex real;
    private final Redis redis;
    private final List<ReadyTask> tasks = new ArrayList<>();
    private final List<Proposal> taken = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private int served;

    IndexCalls(InMemoryReadyIndex twin, ReadyIndex real, Redis redis) {
        this.twin = twin;
        this.real = real;
        this.redis = redis;
    }

    /** How many tasks were proposed. */
    int served() {
        return served;
    }

    void make(IndexCall call) {
        // What comes back at the same millisecond does so in any order.
        shift(Duration.ofMillis(7));
        switch (call.kind()) {
            case ENQUEUE -> enqueue(List.of(task(call)));
            case ENQUEUE_SOME ->
                    enqueue(
                            IntStream.range(0, 1 + call.d() % 4)
                                    .mapToObj(i -> task(next(call, i)))
                                    .toList());
            case ENQUEUE_AGAIN -> pick(tasks, call.a(), task -> enqueueAgain(task, call));
            case MATCH -> match(List.of(seeker(call)), blocked(call));
            case MATCH_SOME -> match(List.of(seeker(call), seeker(next(call, 1))), Blocked.NOBODY);
            case ACKNOWLEDGE -> pick(tasks, call.a(), task -> acknowledge(task, call));
            case PUT_BACK -> pick(taken, call.a(), proposal -> putBack(proposal, call));
            case ADVANCE -> advance(Duration.ofSeconds(List.of(3, 11, 61).get(call.a() % 3)));
            case ASK -> pick(tasks, call.a(), this::ask);
            default -> throw new IllegalStateException(call.toString());
        }
    }

    private static IndexCall next(IndexCall call, int i) {
        return new IndexCall(
                call.kind(), call.a() + 7 * i, call.b() + 3 * i, call.c() + 5 * i, call.d() + i);
    }

    private ReadyTask task(IndexCall call) {
        int number = tasks.size() + 1;
        ReadyTask task =
                new Draft(number)
                        // No two became ready at the same time.
                        .readyAt(
                                start.minus(AGES.get(call.a() % AGES.size()))
                                        .minusMillis(17L * number))
                        .priority(call.b() % 4)
                        .tenant("tenant-" + call.c() % 3)
                        .project("project-" + call.d() % 2)
                        .requirements(call.c() % 7 == 0 ? "sdk" : "")
                        .affinity(call.d() % 3 == 0 ? "repository" : "")
                        .delay(Duration.ofSeconds(call.b() % 9 == 0 ? 10 : 0))
                        .excluded(call.d() % 5 == 0 ? "agent-0" : "nobody")
                        .make(pool);
        tasks.add(task);
        return task;
    }

    private void enqueue(List<ReadyTask> added) {
        same("enqueue " + added, index -> index.enqueue(pool, added).complete());
    }

    private void enqueueAgain(ReadyTask task, IndexCall call) {
        ReadyTask again =
                new Draft(task)
                        .version(Math.max(1, task.version() + call.b() % 3 - 1))
                        .priority(call.c() % 4)
                        .make(pool);
        tasks.set(tasks.indexOf(task), again.version() > task.version() ? again : task);
        enqueue(List.of(again));
    }

    private static Seeker seeker(IndexCall call) {
        return new Seeker(
                new UUID(5, call.a() % 3),
                "agent-" + call.a() % 3,
                1 + call.b() % 3,
                call.c() % 2 == 0 ? List.of("") : List.of("", "sdk"),
                call.d() % 2 == 0 ? List.of() : List.of("repository"));
    }

    private static Blocked blocked(IndexCall call) {
        return switch (call.d() % 6) {
            case 0 -> new Blocked(Set.of("tenant-0"), Set.of());
            case 1 -> new Blocked(Set.of(), Set.of(new Blocked.Project("tenant-1", "project-0")));
            default -> Blocked.NOBODY;
        };
    }

    private void match(List<Seeker> seekers, Blocked blocked) {
        ReadyIndex.Matches found =
                same(
                        "match " + seekers + " but " + blocked,
                        index -> index.match(pool, seekers, blocked));
        taken.addAll(found.proposals());
        served += found.proposals().size();
    }

    private void acknowledge(ReadyTask task, IndexCall call) {
        IndexEntry entry = new IndexEntry(task.key(), task.version() - call.b() % 2);
        same(
                "acknowledge " + entry,
                index -> {
                    index.acknowledge(pool, List.of(entry));
                    return null;
                });
    }

    private void putBack(Proposal proposal, IndexCall call) {
        IndexEntry entry = new IndexEntry(proposal.key(), proposal.version());
        Duration delay = Duration.ofSeconds(call.b() % 2 * 10L);
        same(
                "put back " + entry + " for " + delay,
                index -> {
                    index.putBack(pool, entry, delay);
                    return null;
                });
    }

    private void advance(Duration duration) {
        trace.add("advance " + duration);
        shift(duration);
    }

    private void shift(Duration duration) {
        twin.advance(pool, duration);
        String keys = "queue:2:{" + pool + "}:";
        redis.send(
                        Request.cmd(Command.EVAL)
                                .arg(ADVANCE)
                                .arg(2)
                                .arg(keys + "i")
                                .arg(keys + "d")
                                .arg(duration.toMillis()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void ask(ReadyTask task) {
        same("position of " + task.key(), index -> index.position(pool, task.key()));
        same("missing", index -> index.missing(pool, tasks));
    }

    private static <T> void pick(List<T> from, int number, Consumer<T> use) {
        if (!from.isEmpty()) {
            use.accept(from.get(number % from.size()));
        }
    }

    private <T> T same(String what, Function<ReadyIndex, T> call) {
        trace.add(what);
        T answer = call.apply(real);
        T expected = call.apply(twin);
        if (!Objects.equals(answer, expected)) {
            assertThat(answer).as("after:\n  " + String.join("\n  ", trace)).isEqualTo(expected);
        }
        return expected;
    }
}
