package dev.buildserver.agent.claim;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.settings.AgentConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The attempts that this agent holds, at most one for each slot. Thread-safe. */
@Singleton
public class HeldAttempts {
    private final int slots;
    private final Map<UUID, HeldAttempt> held = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @Inject
    HeldAttempts(AgentConfig config) {
        this(config.slots());
    }

    HeldAttempts(int slots) {
        this.slots = slots;
    }

    /** Puts an attempt into a slot; false when none is free. */
    boolean take(HeldAttempt attempt) {
        lock.lock();
        try {
            if (held.size() >= slots) {
                return false;
            }
            held.put(attempt.uid(), attempt);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Frees the slot of an attempt. */
    public void release(UUID attempt) {
        lock.lock();
        try {
            held.remove(attempt);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean holds(UUID attempt) {
        lock.lock();
        try {
            return held.containsKey(attempt);
        } finally {
            lock.unlock();
        }
    }

    /** Slots without an attempt. */
    public int freeSlots() {
        lock.lock();
        try {
            return slots - held.size();
        } finally {
            lock.unlock();
        }
    }

    /** Share of slots in use, 0 to 100. */
    public double utilizationPercent() {
        return 100.0 * (slots - freeSlots()) / slots;
    }

    List<UUID> uids() {
        return all().stream().map(HeldAttempt::uid).toList();
    }

    /** The attempts whose cancellation this agent knows of. */
    List<UUID> cancelled() {
        return all().stream()
                .filter(a -> a.stop().reason().filter(Reason.CANCELLED::equals).isPresent())
                .map(HeldAttempt::uid)
                .toList();
    }

    /** Waits until a slot is free. */
    void awaitFreeSlot() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (held.size() >= slots) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the agent holds something. */
    void awaitAny() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (held.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the agent holds nothing; false when that took too long. */
    public boolean awaitNone(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!held.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops those of the attempts that are held. */
    void stop(Collection<UUID> attempts, Reason why) {
        all().stream().filter(a -> attempts.contains(a.uid())).forEach(a -> a.stop().stop(why));
    }

    /** Stops everything. */
    public void stopAll(Reason why) {
        all().forEach(a -> a.stop().stop(why));
    }

    private List<HeldAttempt> all() {
        lock.lock();
        try {
            return new ArrayList<>(held.values());
        } finally {
            lock.unlock();
        }
    }
}
