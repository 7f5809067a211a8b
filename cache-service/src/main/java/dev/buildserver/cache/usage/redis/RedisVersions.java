package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.UsageUnknownException;
import dev.buildserver.cache.usage.Versions;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

@ApplicationScoped
class RedisVersions implements Versions {
    private final ReactiveRedisDataSource redis;
    private final Times times;
    private final Waiting waiting = new Waiting();
    private final VersionsScript versions;
    private final RecordUseScript recordUse;
    private final LockScripts locks;
    private final FoundScript found;

    RedisVersions(ReactiveRedisDataSource redis, Times times) {
        this.redis = redis;
        this.times = times;
        this.versions = new VersionsScript(redis);
        this.recordUse = new RecordUseScript(redis);
        this.locks = new LockScripts(redis);
        this.found = new FoundScript(redis);
    }

    @Override
    public Current current(List<String> keys) {
        try {
            return waiting.await(versions.run(keys));
        } catch (UsageUnknownException e) {
            return new Current(Map.of(), false);
        }
    }

    @Override
    public void found(List<Found> records) {
        List<Usage.Entry> entries =
                records.stream().map(r -> new Usage.Entry(r.key(), r.sizeBytes(), r.by())).toList();
        waiting.behind(found.run(records).chain(() -> recordUse.run(entries, times)));
    }

    @Override
    public void written(List<Written> records) {
        List<String> fields = new ArrayList<>();
        fields.add(RedisKeys.VERSIONS);
        for (Written record : records) {
            fields.add(record.key());
            fields.add(record.version());
        }
        List<Usage.Entry> entries =
                records.stream().map(r -> new Usage.Entry(r.key(), r.sizeBytes(), r.by())).toList();
        try {
            // First the version: a record that is known without one is read from its store.
            waiting.await(redis.execute("HSET", fields.toArray(String[]::new)));
            waiting.await(recordUse.run(entries, times));
        } catch (UsageUnknownException e) {
            // It was said; the next sweep puts the records on record.
        }
    }

    @Override
    public Collection<String> lock(Collection<String> keys, String holder) {
        try {
            return waiting.await(locks.lock(List.copyOf(keys), holder));
        } catch (UsageUnknownException e) {
            return keys;
        }
    }

    @Override
    public void unlock(Collection<String> keys, String holder) {
        waiting.behind(locks.unlock(List.copyOf(keys), holder));
    }
}
