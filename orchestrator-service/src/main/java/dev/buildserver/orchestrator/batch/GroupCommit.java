package dev.buildserver.orchestrator.batch;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Writes requests in groups, one group at a time: at once when nothing is being written, else all
 * that came in meanwhile. No timer, so an idle service pays no delay. Requests with the same key
 * never share a group, and keep their order. Thread-safe.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
public final class GroupCommit<Q, A> {
    /** Largest group: what one transaction may take without holding its locks for long. */
    public static final int LARGEST_GROUP = 256;

    private static final int MOST_WAITING = 2_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Writes a group: all of it, or nothing and throws. */
    @FunctionalInterface
    public interface Writer<Q, A> {
        /** Answers in the order of the requests. */
        List<A> write(List<Q> group);
    }

    private final Executor executor;
    private final Function<Q, ?> key;
    private final Writer<Q, A> writer;
    private final ConcurrentLinkedQueue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    // INVARIANT: true exactly while a run is queued or under way, so groups never overlap.
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * @param executor runs one task of this object at a time
     * @param key what a group has at most once, such as the row that a request changes
     */
    public GroupCommit(Executor executor, Function<Q, ?> key, Writer<Q, A> writer) {
        this.executor = executor;
        this.key = key;
        this.writer = writer;
    }

    private record Waiting<Q, A>(Q request, CompletableFuture<A> answer) {}

    /**
     * Adds a request. The future ends with the answer after the commit, or with what the writer
     * threw for a group of this request alone.
     *
     * @throws BuildServerException {@code UNAVAILABLE} when as many wait as may
     */
    public CompletableFuture<A> add(Q request) {
        CompletableFuture<A> answer = enqueue(request);
        start();
        return answer;
    }

    /**
     * Adds a request, and waits for its answer: like {@link #add}, but where nothing is being
     * written the calling thread writes, which on an idle service spares two changes of threads.
     *
     * @return what the writer answered; throws what it threw
     */
    public A write(Q request) {
        CompletableFuture<A> answer = enqueue(request);
        if (running.compareAndSet(false, true)) {
            lead();
        }
        return Answers.await(answer);
    }

    private CompletableFuture<A> enqueue(Q request) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            throw new BuildServerException(
                            ErrorCode.UNAVAILABLE, "More requests wait than the server can write")
                    .retryAfter(RETRY_AFTER);
        }
        CompletableFuture<A> answer = new CompletableFuture<>();
        queue.add(new Waiting<>(request, answer));
        return answer;
    }

    private void start() {
        if (running.compareAndSet(false, true)) {
            executor.execute(() -> run(new ArrayList<>()));
        }
    }

    /** Writes one group; no caller has to write for those who came after it. */
    private void lead() {
        List<Waiting<Q, A>> later = new ArrayList<>();
        List<Waiting<Q, A>> group = nextGroup(later);
        // Empty where a run took the caller's request just before it ended.
        if (!group.isEmpty()) {
            write(group);
        }
        if (later.isEmpty() && queue.isEmpty()) {
            running.set(false);
            if (!queue.isEmpty()) {
                start();
            }
        } else {
            executor.execute(() -> run(later));
        }
    }

    private void run(List<Waiting<Q, A>> later) {
        do {
            List<Waiting<Q, A>> group = nextGroup(later);
            while (!group.isEmpty()) {
                write(group);
                group = nextGroup(later);
            }
            running.set(false);
            // What came in between the last look and this line has found a run under way.
        } while (!queue.isEmpty() && running.compareAndSet(false, true));
    }

    /** Takes from those set aside before, then from the queue. */
    private List<Waiting<Q, A>> nextGroup(List<Waiting<Q, A>> later) {
        Set<Object> keys = new HashSet<>();
        List<Waiting<Q, A>> group = new ArrayList<>();
        for (Iterator<Waiting<Q, A>> all = later.iterator(); all.hasNext(); ) {
            Waiting<Q, A> next = all.next();
            if (group.size() < LARGEST_GROUP && keys.add(key.apply(next.request()))) {
                group.add(next);
                all.remove();
            }
        }
        while (group.size() < LARGEST_GROUP) {
            Waiting<Q, A> next = queue.poll();
            if (next == null) {
                break;
            }
            boolean taken = keys.add(key.apply(next.request()));
            (taken ? group : later).add(next);
        }
        waiting.addAndGet(-group.size());
        return group;
    }

    /** A group that can't be written is halved until what can be is, and the rest is alone. */
    private void write(List<Waiting<Q, A>> group) {
        List<A> answers;
        try {
            answers = writer.write(group.stream().map(Waiting::request).toList());
        } catch (RuntimeException | Error e) {
            // Whatever it is: who waits has to hear of it, and the next group to be written.
            boolean outage =
                    e instanceof BuildServerException known
                            && known.code() == ErrorCode.UNAVAILABLE;
            if (group.size() == 1 || outage) {
                group.forEach(one -> one.answer().completeExceptionally(e));
            } else {
                write(group.subList(0, group.size() / 2));
                write(group.subList(group.size() / 2, group.size()));
            }
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answer().complete(answers.get(i));
        }
    }
}
