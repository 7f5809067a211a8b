package dev.buildserver.orchestrator.queue;

import dev.buildserver.orchestrator.queue.redis.MatchRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** The order of the index as simply as it can be said: every match looks at all that waits. */
final class InMemoryReadyIndex implements ReadyIndex {
    private final Map<String, InMemoryPool> pools = new HashMap<>();
    private final MatchRules rules;
    private final InstantSource clock;

    InMemoryReadyIndex(MatchRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    private InMemoryPool pool(String name) {
        return pools.computeIfAbsent(name, any -> new InMemoryPool(rules));
    }

    @Override
    public Added enqueue(String pool, Collection<ReadyTask> tasks) {
        Instant now = clock.instant();
        tasks.forEach(task -> pool(pool).enqueue(task, now));
        pool(pool).resetTurnsWhenNobodyWaits();
        boolean complete = pool(pool).complete;
        return () -> complete;
    }

    @Override
    public void wake(String pool) {
        // Nobody sleeps here.
    }

    @Override
    public Matches match(String pool, List<Seeker> seekers, Blocked blocked) {
        List<Proposal> proposals = pool(pool).match(seekers, blocked, clock.instant());
        pool(pool).resetTurnsWhenNobodyWaits();
        return new Matches(proposals, pool(pool).complete);
    }

    @Override
    public void acknowledge(String pool, Collection<IndexEntry> entries) {
        entries.forEach(pool(pool)::acknowledge);
        pool(pool).resetTurnsWhenNobodyWaits();
    }

    @Override
    public void putBack(String pool, IndexEntry entry, Duration delay) {
        pool(pool).putBack(entry, delay, clock.instant());
        pool(pool).resetTurnsWhenNobodyWaits();
    }

    @Override
    public List<ReadyTask> missing(String pool, List<ReadyTask> tasks) {
        return tasks.stream().filter(pool(pool)::lacks).toList();
    }

    @Override
    public OptionalLong position(String pool, TaskKey key) {
        return pool(pool).position(key);
    }

    @Override
    public void beginRebuild(String pool, UUID rebuild) {
        pool(pool).rebuilds.add(rebuild);
    }

    @Override
    public boolean finishRebuild(String pool, UUID rebuild) {
        boolean whole = pool(pool).rebuilds.remove(rebuild);
        pool(pool).complete |= whole;
        return whole;
    }

    @Override
    public String server() {
        return "memory";
    }

    void empty() {
        pools.clear();
    }

    void advance(String pool, Duration duration) {
        pool(pool).advance(duration);
    }

    List<String> kept(String pool) {
        return pool(pool).kept();
    }
}
