package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.log.LogPage;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.lifecycle.BuildChanged;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Readers that wait for something new, without a thread each. They are woken by changes that this
 * replica makes, and by a tick for those of others.
 */
@ApplicationScoped
class LogFollowers {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final LogReader reader;
    private final LogStore store;
    private final OrchestratorConfig config;
    private final Ticker ticker;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<UUID, Set<Follower>> followers = new ConcurrentHashMap<>();

    LogFollowers(LogReader reader, LogStore store, OrchestratorConfig config, Ticker ticker) {
        this.reader = reader;
        this.store = store;
        this.config = config;
        this.ticker = ticker;
    }

    private record Follower(UUID buildId, String stamp, CompletableFuture<Void> news) {}

    void start(@Observes StartupEvent started) {
        ticker.every(TICK, "followers of logs", this::lookAtAll);
    }

    void changed(@Observes BuildChanged event) {
        followers
                .getOrDefault(event.buildId(), Set.of())
                .forEach(follower -> follower.news().complete(null));
    }

    /**
     * A page with what is new; without lines when something else about the build changed, or
     * nothing did in time.
     */
    Uni<LogPage> follow(UUID buildId, LogPosition after, int limit, Duration wait) {
        // The stamp first: a change between the two is then noticed, not missed.
        String stamp = wait.isZero() ? null : store.stamps(Set.of(buildId)).get(buildId);
        LogPage page = reader.read(buildId, after, limit);
        boolean answer = wait.isZero() || page.end() || !page.lines().isEmpty();
        if (answer || waiting.get() >= config.logs().maxWaiting()) {
            return Uni.createFrom().item(page);
        }
        return news(buildId, stamp, wait)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ignored -> reader.read(buildId, after, limit));
    }

    private Uni<Void> news(UUID buildId, String stamp, Duration wait) {
        Follower follower = new Follower(buildId, stamp, new CompletableFuture<>());
        waiting.incrementAndGet();
        followers.compute(
                buildId,
                (id, set) -> {
                    Set<Follower> all = set == null ? ConcurrentHashMap.newKeySet() : set;
                    all.add(follower);
                    return all;
                });
        look(Set.of(buildId));
        follower.news().completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS);
        return Uni.createFrom()
                .completionStage(follower.news())
                .onTermination()
                .invoke(() -> remove(follower));
    }

    private void remove(Follower follower) {
        waiting.decrementAndGet();
        followers.computeIfPresent(
                follower.buildId(),
                (id, set) -> {
                    set.remove(follower);
                    return set.isEmpty() ? null : set;
                });
    }

    private void lookAtAll() {
        if (!followers.isEmpty()) {
            look(Set.copyOf(followers.keySet()));
        }
    }

    private void look(Set<UUID> buildIds) {
        Map<UUID, String> now = store.stamps(buildIds);
        for (UUID buildId : buildIds) {
            followers.getOrDefault(buildId, Set.of()).stream()
                    .filter(follower -> !Objects.equals(follower.stamp(), now.get(buildId)))
                    .forEach(follower -> follower.news().complete(null));
        }
    }
}
