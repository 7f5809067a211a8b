package dev.buildserver.gateway.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.gateway.upstream.BuildLogs;
import dev.buildserver.gateway.upstream.GatewayConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Turns logs into streams of text, which clients take at their own pace. The outer result fails
 * where there is no such build; the inner one breaks off when the log can't be read any more.
 */
@ApplicationScoped
class LogReading {
    private final BuildLogs logs;
    private final Followers followers;
    private final GatewayConfig config;
    private final ObjectMapper json;
    private final InstantSource clock;

    LogReading(
            BuildLogs logs,
            Followers followers,
            GatewayConfig config,
            ObjectMapper json,
            InstantSource clock) {
        this.logs = logs;
        this.followers = followers;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** The log up to now. */
    Uni<Multi<String>> text(UUID buildId, LogPosition from) {
        LogText text = new LogText(from);
        return cursor(buildId, from)
                .existing()
                .map(pages -> notEmpty(pages.map(page -> text.render(page.lines()))));
    }

    /** The log until the build has ended. */
    Uni<Multi<String>> followedText(UUID buildId, LogPosition from) {
        LogText text = new LogText(from);
        return followers.admit(
                cursor(buildId, from)
                        .followed(config.logWait(), config.followPatience())
                        .map(pages -> notEmpty(pages.map(page -> text.render(page.lines())))));
    }

    /** The log and the build's state as server-sent events, until the build has ended. */
    Uni<Multi<String>> events(UUID buildId, LogPosition from) {
        LogCursor cursor = cursor(buildId, from);
        EventFeed feed = new EventFeed(cursor, new LogEvents(json, from), config, clock);
        return followers.admit(
                cursor.followed(config.logWait(), config.followPatience())
                        .map(pages -> notEmpty(feed.of(pages))));
    }

    private LogCursor cursor(UUID buildId, LogPosition from) {
        return new LogCursor(logs.open(buildId), from);
    }

    private static Multi<String> notEmpty(Multi<String> pieces) {
        return pieces.select().where(piece -> !piece.isEmpty());
    }
}
