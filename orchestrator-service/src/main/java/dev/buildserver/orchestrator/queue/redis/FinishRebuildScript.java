package dev.buildserver.orchestrator.queue.redis;

import java.util.List;
import java.util.UUID;

/** Marks the index as complete, unless it was emptied since the rebuild began. */
final class FinishRebuildScript extends RedisScript {
    FinishRebuildScript(RedisLink redis) {
        super(redis, "finish-rebuild.lua");
    }

    /** Whether it is complete. */
    boolean run(PoolKeys keys, UUID rebuild) {
        return eval(keys, List.of(rebuild.toString())).toInteger() == 1;
    }
}
