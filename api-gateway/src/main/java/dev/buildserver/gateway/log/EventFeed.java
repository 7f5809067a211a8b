package dev.buildserver.gateway.log;

import dev.buildserver.contract.log.LogPage;
import dev.buildserver.gateway.upstream.GatewayConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Joins a build's log and its state into one follower's events. What changes a build's state also
 * writes to its log, so the state is asked for after lines came, and while none come.
 */
final class EventFeed {
    private static final Duration STATE_AT_MOST_EVERY = Duration.ofMillis(500);

    private final LogCursor cursor;
    private final LogEvents events;
    private final GatewayConfig config;
    private final InstantSource clock;
    private Instant stateRead = Instant.EPOCH;
    private Instant lastSent = Instant.EPOCH;

    EventFeed(LogCursor cursor, LogEvents events, GatewayConfig config, InstantSource clock) {
        this.cursor = cursor;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /** The events of the pages, in groups to be sent at once; groups may be empty. */
    Multi<String> of(Multi<LogPage> pages) {
        Multi<String> groups = pages.onItem().transformToUniAndConcatenate(this::group);
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(events.opening()), groups);
    }

    private Uni<String> group(LogPage page) {
        String lines = events.lines(page.lines());
        boolean recent = stateRead.plus(STATE_AT_MOST_EVERY).isAfter(clock.instant());
        if (!page.end() && recent && !lines.isEmpty()) {
            return Uni.createFrom().item(sent(lines));
        }
        return cursor.build(config.followPatience())
                .map(
                        build -> {
                            stateRead = clock.instant();
                            String end = page.end() ? events.end(build) : "";
                            return sent(lines + events.changes(build) + end);
                        });
    }

    private String sent(String group) {
        Instant now = clock.instant();
        if (group.isEmpty() && lastSent.plus(config.keepAliveEvery()).isAfter(now)) {
            return group;
        }
        lastSent = now;
        return group.isEmpty() ? events.keepAlive() : group;
    }
}
