package dev.buildserver.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The seats of all simulated agents. */
final class Crew {
    private static final int REGISTERING = 16;
    private static final Duration SIGN_OFF_WITHIN = Duration.ofSeconds(15);

    private final EventLoop loop;
    private final List<Seat> seats = new ArrayList<>();

    /**
     * @param seat makes that of an agent, counted from 1
     */
    Crew(EventLoop loop, int agents, Function<Integer, Seat> seat) {
        this.loop = loop;
        IntStream.rangeClosed(1, agents).boxed().map(seat).forEach(seats::add);
    }

    List<Seat> seats() {
        return seats;
    }

    /** Registers all agents, some at a time; they don't take work yet. */
    void register(Duration limit) throws InterruptedException, TimeoutException {
        Iterator<Seat> next = seats.iterator();
        int[] registered = {0};
        loop.run(
                () -> {
                    for (int i = 0; i < REGISTERING; i++) {
                        registerNext(next, registered);
                    }
                });
        loop.await("all agents are registered", limit, () -> registered[0] >= seats.size());
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

    /** They ask for work from now on. */
    void take() {
        loop.run(() -> seats.forEach(Seat::take));
    }

    /** They ask for no more work. */
    void stopTaking() {
        loop.run(() -> seats.forEach(Seat::stopTaking));
    }

    /** Whether nobody holds anything; to be asked on the loop. */
    boolean isIdle() {
        return seats.stream().map(Seat::agent).allMatch(SimulatedAgent::isIdle);
    }

    /** Signs all off, as far as they are answered in time. */
    void signOff() {
        int[] open = {seats.size()};
        loop.run(() -> seats.forEach(seat -> seat.agent().signOff(() -> open[0]--)));
        try {
            loop.await("all agents have signed off", SIGN_OFF_WITHIN, () -> open[0] == 0);
        } catch (TimeoutException e) {
            // Their sessions will expire.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
