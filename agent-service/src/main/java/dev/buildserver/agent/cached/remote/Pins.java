package dev.buildserver.agent.cached.remote;

import dev.buildserver.contract.cache.AskMissing;
import dev.buildserver.contract.cache.PinsRenewed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Keeps in the service what the attempt may fetch later, for as long as it runs. Nothing waits for
 * it, and nothing fails by it: what is gone is missing.
 */
public final class Pins {
    private static final Logger LOG = Logger.getLogger(Pins.class);
    private static final String PINS = "/internal/v1/cache/pins";
    // By then a quick build has all that it needs, and nothing is to be pinned.
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int RENEWALS = 3;

    private final CacheCalls calls;
    private final Later later;
    private final UnaryOperator<Set<String>> missing;
    private final Set<String> fresh = new HashSet<>();
    private final Set<String> pinned = new HashSet<>();
    private boolean renewing;
    private boolean holding;
    private boolean ended;

    /** Runs something after a while. */
    public interface Later {
        void run(Duration delay, Runnable task);
    }

    /**
     * @param missing those of some contents that the agent does not have itself
     */
    public Pins(CacheCalls calls, Later later, UnaryOperator<Set<String>> missing) {
        this.calls = calls;
        this.later = later;
        this.missing = missing;
    }

    /** Contents that may be fetched. */
    synchronized void offer(Collection<String> contents) {
        boolean first = fresh.isEmpty();
        fresh.addAll(contents);
        if (first && !fresh.isEmpty() && !ended) {
            later.run(SOON, this::pinFresh);
        }
    }

    /** The service pinned something for this attempt. */
    synchronized void holding() {
        holding = true;
    }

    /**
     * Nothing more is asked for.
     *
     * @return whether there is something to release
     */
    synchronized boolean end() {
        ended = true;
        return holding;
    }

    /** Nothing more is needed. */
    void release() {
        if (!end()) {
            return;
        }
        try {
            calls.delete(PINS);
        } catch (IOException e) {
            LOG.debugf("Pins are left to their end: %s", e.getMessage());
        }
    }

    private void pinFresh() {
        Set<String> asked = missing.apply(takeFresh());
        if (asked.isEmpty() || !isGoingOn()) {
            return;
        }
        holding();
        long seconds = pin(asked);
        synchronized (this) {
            pinned.addAll(asked);
            if (!renewing) {
                renewing = true;
                renewAfter(seconds);
            }
        }
    }

    private synchronized Set<String> takeFresh() {
        Set<String> taken = new HashSet<>(fresh);
        fresh.clear();
        return taken;
    }

    private synchronized boolean isGoingOn() {
        return !ended;
    }

    private void renew() {
        if (!isGoingOn()) {
            return;
        }
        long seconds = 0;
        try {
            PinsRenewed renewed = calls.post(PINS + "/renew", List.of(), PinsRenewed.class);
            seconds = renewed.pinnedSeconds();
            if (!renewed.held()) {
                seconds = pin(stillMissing());
            }
        } catch (IOException e) {
            LOG.debugf("Pins are not renewed: %s", e.getMessage());
        }
        renewAfter(seconds);
    }

    private Set<String> stillMissing() {
        Set<String> all;
        synchronized (this) {
            all = new HashSet<>(pinned);
        }
        return missing.apply(all);
    }

    /** For how long they stay, in seconds; 0 when that is not known. */
    private long pin(Set<String> contents) {
        List<String> all = new ArrayList<>(contents);
        long seconds = 0;
        try {
            for (int begin = 0; begin < all.size(); begin += AskMissing.MOST_DIGESTS) {
                int end = Math.min(all.size(), begin + AskMissing.MOST_DIGESTS);
                seconds =
                        calls.post(
                                        RemoteCache.MISSING,
                                        new AskMissing(all.subList(begin, end)),
                                        AskMissing.Answer.class)
                                .pinnedSeconds();
            }
        } catch (IOException e) {
            LOG.debugf("Nothing is pinned: %s", e.getMessage());
        }
        return seconds;
    }

    private void renewAfter(long seconds) {
        Duration pause = Duration.ofSeconds(seconds).dividedBy(RENEWALS);
        // Also a service that did not answer is asked again.
        later.run(pause.compareTo(SOON) < 0 ? SOON : pause, this::renew);
    }
}
