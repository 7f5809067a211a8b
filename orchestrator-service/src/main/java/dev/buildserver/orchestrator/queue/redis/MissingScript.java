package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.ReadyTask;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** Finds those of the tasks that the index lacks, or has in a lower version. */
final class MissingScript extends RedisScript {
    MissingScript(RedisLink redis) {
        super(redis, "missing.lua");
    }

    List<ReadyTask> run(PoolKeys keys, List<ReadyTask> tasks) {
        List<String> arguments = new ArrayList<>();
        for (ReadyTask task : tasks) {
            arguments.add(task.key().toString());
            arguments.add(Integer.toString(task.version()));
        }
        List<ReadyTask> missing = new ArrayList<>();
        for (Response number : eval(keys, arguments)) {
            missing.add(tasks.get(number.toInteger() - 1));
        }
        return missing;
    }
}
