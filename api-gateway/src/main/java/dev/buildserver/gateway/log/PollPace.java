package dev.buildserver.gateway.log;

import dev.buildserver.contract.log.LogPage;
import java.time.Duration;

/**
 * The pause after a long poll that brought no lines. One such answer says that something else about
 * the build changed, and its end may be next: that must not wait. Many say that the orchestrator
 * answers empty and at once, and it must not be hammered. For one reader at a time.
 */
final class PollPace {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private Duration next = FIRST;

    Duration after(LogPage page) {
        if (page.end() || !page.lines().isEmpty()) {
            next = FIRST;
            return Duration.ZERO;
        }
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
