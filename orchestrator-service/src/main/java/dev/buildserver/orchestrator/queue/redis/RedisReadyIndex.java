package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.queue.IndexEntry;
import dev.buildserver.orchestrator.queue.IndexUnavailableException;
import dev.buildserver.orchestrator.queue.ReadyIndex;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.Seeker;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

@ApplicationScoped
class RedisReadyIndex implements ReadyIndex {
    private final RedisDataSource redis;
    private final OrchestratorConfig config;
    private final EnqueueScript enqueue;
    private final MatchScript match;
    private final AcknowledgeScript acknowledge;
    private final PutBackScript putBack;
    private final MissingScript missing;
    private final PositionScript position;

    RedisReadyIndex(RedisDataSource redis, OrchestratorConfig config) {
        this.redis = redis;
        this.config = config;
        this.enqueue = new EnqueueScript(redis);
        this.match = new MatchScript(redis);
        this.acknowledge = new AcknowledgeScript(redis);
        this.putBack = new PutBackScript(redis);
        this.missing = new MissingScript(redis);
        this.position = new PositionScript(redis);
    }

    @Override
    public boolean enqueue(String pool, Collection<ReadyTask> tasks) {
        return enqueue.run(new PoolKeys(pool), tasks);
    }

    @Override
    public Matches match(String pool, List<Seeker> seekers) {
        return match.run(
                new PoolKeys(pool),
                seekers,
                config.queue().reclaimAfter(),
                config.attempts().exclusion());
    }

    @Override
    public void acknowledge(String pool, Collection<IndexEntry> entries) {
        acknowledge.run(new PoolKeys(pool), entries);
    }

    @Override
    public void putBack(String pool, IndexEntry entry, Duration delay) {
        putBack.run(new PoolKeys(pool), entry, delay);
    }

    @Override
    public List<ReadyTask> missing(String pool, List<ReadyTask> tasks) {
        return missing.run(new PoolKeys(pool), tasks);
    }

    @Override
    public OptionalLong position(String pool, TaskKey key) {
        return position.run(new PoolKeys(pool), key);
    }

    @Override
    public void markComplete(String pool) {
        try {
            redis.execute("SET", new PoolKeys(pool).epoch(), "C");
        } catch (RuntimeException e) {
            throw new IndexUnavailableException(e);
        }
    }
}
