package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.TaskKey;
import java.util.List;
import java.util.OptionalLong;

/** How many tasks are served before one, plus one. */
final class PositionScript extends RedisScript {
    PositionScript(RedisLink redis) {
        super(redis, "position.lua");
    }

    OptionalLong run(PoolKeys keys, TaskKey task) {
        long position = eval(keys, List.of(task.toString())).toLong();
        return position == 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }
}
