package dev.buildserver.benchmarks.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What may happen to one process that calls others: it dies, is frozen, is cut off, or a single
 * call goes wrong. All its calls and timers go through here.
 */
final class Fate implements Later {
    private static final long UNREACHABLE_MILLIS = 1_000;
    private static final long MOST_HANG_UP_MILLIS = 40;
    private static final long FIRST_ECHO_MILLIS = 500;
    private static final long LAST_ECHO_MILLIS = 15_000;

    private final Later later;
    private final RandomGenerator random;
    private final Consumer<Trick> onTrick;
    private final List<Trick> tricks = new ArrayList<>();
    private final Deque<Runnable> onWaking = new ArrayDeque<>();
    private boolean dead;
    private boolean frozen;
    private boolean cutOff;

    /**
     * @param onTrick called whenever a trick was played
     */
    Fate(Later later, RandomGenerator random, Consumer<Trick> onTrick) {
        this.later = later;
        this.random = random;
        this.onTrick = onTrick;
    }

    /** The same way with all that may happen on it. */
    Calls over(Calls way) {
        return (call, then) -> send(way, call, then);
    }

    @Override
    public void after(long millis, Runnable task) {
        later.after(millis, () -> live(task));
    }

    /** From now on nothing is done, and nobody is told. */
    void die() {
        dead = true;
        onWaking.clear();
    }

    /** Nothing is done for a while; then all goes on where it was, late. */
    void freeze(long millis) {
        frozen = true;
        later.after(millis, this::wake);
    }

    /** Nothing goes out or comes in for a while. */
    void cutOff(long millis) {
        cutOff = true;
        later.after(millis, () -> cutOff = false);
    }

    /** The next call of that kind goes wrong. */
    void play(Trick trick) {
        tricks.add(trick);
    }

    /** Whether that is to be played now; it is then done with. */
    boolean takes(Trick trick) {
        boolean taken = !cutOff && tricks.remove(trick);
        if (taken) {
            onTrick.accept(trick);
        }
        return taken;
    }

    private void wake() {
        frozen = false;
        while (!frozen && !onWaking.isEmpty()) {
            onWaking.removeFirst().run();
        }
    }

    private void live(Runnable task) {
        if (frozen) {
            onWaking.addLast(task);
        } else if (!dead) {
            task.run();
        }
    }

    private void send(Calls way, Call call, Consumer<Answer> then) {
        if (dead) {
            return;
        }
        if (cutOff) {
            after(
                    Math.min(UNREACHABLE_MILLIS, call.timeoutMillis()),
                    () -> then.accept(Answer.NONE));
            return;
        }
        Consumer<Answer> back = answer -> live(() -> then.accept(cutOff ? Answer.NONE : answer));
        next(call.kind())
                .ifPresentOrElse(trick -> play(trick, way, call, back), () -> way.send(call, back));
    }

    private void play(Trick trick, Calls way, Call call, Consumer<Answer> back) {
        onTrick.accept(trick);
        switch (trick.manner()) {
            case TWICE -> {
                boolean[] answered = {false};
                Consumer<Answer> first =
                        answer -> {
                            if (!answered[0]) {
                                answered[0] = true;
                                back.accept(answer);
                            }
                        };
                way.send(call, first);
                way.send(call, first);
            }
            case ECHO -> {
                way.send(call, back);
                long pause = random.nextLong(FIRST_ECHO_MILLIS, LAST_ECHO_MILLIS);
                // On its way already: it arrives whatever became of the sender.
                later.after(pause, () -> way.send(call, nobody -> {}));
            }
            case ANSWER_LOST -> way.send(call, lost -> back.accept(Answer.NONE));
            case HUNG_UP -> way.send(call.within(random.nextLong(1, MOST_HANG_UP_MILLIS)), back);
            case BY_AGENT -> throw new IllegalStateException(trick + " is played by the agent");
        }
    }

    private Optional<Trick> next(Call.Kind kind) {
        for (Iterator<Trick> i = tricks.iterator(); i.hasNext(); ) {
            Trick trick = i.next();
            if (trick.isFor(kind) && trick.manner() != Trick.Manner.BY_AGENT) {
                i.remove();
                return Optional.of(trick);
            }
        }
        return Optional.empty();
    }
}
