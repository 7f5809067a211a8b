package dev.buildserver.orchestrator.queue.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.orchestrator.queue.ReadyTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Adds tasks, or replaces entries of lower versions. */
final class EnqueueScript extends RedisScript {
    private static final ObjectMapper JSON = new ObjectMapper();

    EnqueueScript(RedisLink redis) {
        super(redis, "enqueue.lua");
    }

    /** Whether the index is complete. */
    boolean run(PoolKeys keys, Collection<ReadyTask> tasks) {
        List<String> arguments = new ArrayList<>();
        arguments.add(keys.wakeChannel());
        for (ReadyTask task : tasks) {
            arguments.add(task.key().toString());
            arguments.add(Integer.toString(task.version()));
            arguments.add(Integer.toString(task.priority()));
            arguments.add(Long.toString(task.readyAt().toEpochMilli()));
            arguments.add(Long.toString(task.delay().toMillis()));
            arguments.add(json(task.excluded()));
        }
        return eval(keys, arguments).toInteger() == 1;
    }

    private static String json(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of strings can't be written", e);
        }
    }
}
