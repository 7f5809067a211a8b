package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.queue.Blocked;
import dev.buildserver.orchestrator.queue.IndexEntry;
import dev.buildserver.orchestrator.queue.ReadyIndex;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.Seeker;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** The index in Redis. */
@ApplicationScoped
public class RedisReadyIndex implements ReadyIndex {
    // The mark of a rebuild that nobody finishes, because its replica died, goes away by itself.
    private static final Duration LONGEST_REBUILD = Duration.ofMinutes(10);

    private final RedisLink link;
    private final EnqueueScript enqueue;
    private final MatchScript match;
    private final AcknowledgeScript acknowledge;
    private final PutBackScript putBack;
    private final MissingScript missing;
    private final PositionScript position;
    private final FinishRebuildScript finish;

    @Inject
    RedisReadyIndex(Redis redis, OrchestratorConfig config) {
        this(redis, MatchRules.of(config));
    }

    /** An index with rules of its own. */
    public RedisReadyIndex(Redis redis, MatchRules rules) {
        this.link = new RedisLink(redis, connection -> {});
        this.enqueue = new EnqueueScript(link);
        this.match = new MatchScript(link, rules);
        this.acknowledge = new AcknowledgeScript(link);
        this.putBack = new PutBackScript(link);
        this.missing = new MissingScript(link);
        this.position = new PositionScript(link);
        this.finish = new FinishRebuildScript(link);
    }

    @Override
    public Added enqueue(String pool, Collection<ReadyTask> tasks) {
        Future<Boolean> complete = enqueue.send(new PoolKeys(pool), tasks);
        return () -> RedisLink.await(complete);
    }

    @Override
    public Matches match(String pool, List<Seeker> seekers, Blocked blocked) {
        return match.run(new PoolKeys(pool), seekers, blocked);
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
    public void wake(String pool) {
        link.send(Request.cmd(Command.PUBLISH).arg(new PoolKeys(pool).wakeChannel()).arg(""));
    }

    @Override
    public void beginRebuild(String pool, UUID rebuild) {
        String mark = new PoolKeys(pool).rebuild(rebuild);
        Request set = Request.cmd(Command.SET).arg(mark).arg("").arg("EX");
        RedisLink.await(link.send(set.arg(LONGEST_REBUILD.toSeconds())));
    }

    @Override
    public boolean finishRebuild(String pool, UUID rebuild) {
        return finish.run(new PoolKeys(pool), rebuild);
    }

    @Override
    public String server() {
        return ServerName.of(RedisLink.await(link.send(Request.cmd(Command.INFO))).toString());
    }
}
