package dev.buildserver.cli.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Follows the stream of a build until its end. A broken or silent connection is taken up again
 * after the last line seen, so that every line is given once and in order.
 */
final class LogFollower {
    /** The server sends a comment more often than this; silence means that the network is gone. */
    static final Duration SILENCE = Duration.ofSeconds(45);

    private final Transport transport;
    private final RetryPolicy retries;
    private final Duration silence;
    private final String path;
    private final Consumer<BuildEvent> listener;
    private String position;
    private int failures;

    LogFollower(
            Transport transport,
            RetryPolicy retries,
            Duration silence,
            UUID build,
            String after,
            Consumer<BuildEvent> listener) {
        this.transport = transport;
        this.retries = retries;
        this.silence = silence;
        this.path = Paths.build(build) + "/logs?follow=true";
        this.position = after;
        this.listener = listener;
    }

    BuildEvent.End follow() {
        while (true) {
            try (EventConnection connection = connect()) {
                Optional<BuildEvent.End> end = read(connection);
                if (end.isPresent()) {
                    return end.get();
                }
                // Closed without an end: the server is shutting down, or a proxy had enough.
                failed(new IOException("the stream ended before the build did"));
            } catch (RefusedStreamException e) {
                if (!e.isTransient() || ++failures >= retries.tries()) {
                    throw e.problem();
                }
                transport.waitFor(retries.pauseAfter(failures));
            } catch (IOException e) {
                failed(e);
            } catch (InterruptedException e) {
                throw Transport.interrupted(e);
            }
        }
    }

    private EventConnection connect() {
        HttpRequest.Builder request =
                transport.request(path).header("Accept", "text/event-stream").GET();
        if (position != null) {
            request.header("Last-Event-ID", position);
        }
        return new EventConnection(transport.http(), request.build());
    }

    private Optional<BuildEvent.End> read(EventConnection connection)
            throws IOException, InterruptedException {
        while (true) {
            Optional<ServerEvent> received = next(connection);
            if (received.isEmpty()) {
                return Optional.empty();
            }
            failures = 0;
            ServerEvent event = received.get();
            Optional<BuildEvent> known = BuildEvents.read(event);
            known.ifPresent(listener);
            // After the listener: a line counts as seen once it was given.
            if (event.id() != null && !event.id().isEmpty()) {
                position = event.id();
            }
            if (known.isPresent() && known.get() instanceof BuildEvent.End end) {
                return Optional.of(end);
            }
        }
    }

    private Optional<ServerEvent> next(EventConnection connection)
            throws IOException, InterruptedException {
        try {
            return connection.next(silence);
        } catch (EventConnection.SilentException e) {
            if (connection.opened()) {
                // The server was there: a build may say nothing for long.
                failures = 0;
            }
            throw e;
        }
    }

    private void failed(IOException cause) {
        if (++failures >= retries.tries()) {
            throw transport.unreachable(cause);
        }
        transport.waitFor(retries.pauseAfter(failures));
    }
}
