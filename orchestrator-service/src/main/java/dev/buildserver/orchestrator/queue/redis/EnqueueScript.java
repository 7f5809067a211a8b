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
            arguments.add(entry(task));
            arguments.add(Long.toString(task.delay().toMillis()));
        }
        return eval(keys, arguments).toInteger() == 1;
    }

    /** In the order of {@code flows.lua}. */
    private static String entry(ReadyTask task) {
        try {
            return JSON.writeValueAsString(
                    List.of(
                            task.version(),
                            task.priority(),
                            task.readyAt().toEpochMilli(),
                            PoolKeys.part(task.tenant()),
                            PoolKeys.part(task.project()),
                            task.requirements(),
                            task.affinity(),
                            task.excluded()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts and numbers can't be written", e);
        }
    }
}
