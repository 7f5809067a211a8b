package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.ReadyTask;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds tasks, or replaces entries of lower versions. */
final class EnqueueScript extends RedisScript {
    EnqueueScript(RedisLink redis) {
        super(redis, "enqueue.lua");
    }

    /** Tasks of one level and project wait in one list. */
    private record Flow(String level, String tenant, String project) {
        static Flow of(ReadyTask task) {
            return new Flow(
                    EntryText.level(task),
                    EntryText.part(task.tenant()),
                    EntryText.part(task.project()));
        }
    }

    /** Ends with whether the index is complete. */
    Future<Boolean> send(PoolKeys keys, Collection<ReadyTask> tasks) {
        Map<Flow, List<ReadyTask>> flows = new LinkedHashMap<>();
        for (ReadyTask task : tasks) {
            flows.computeIfAbsent(Flow.of(task), flow -> new ArrayList<>()).add(task);
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(keys.wakeChannel());
        flows.forEach((flow, own) -> add(arguments, flow, own));
        return send(keys, arguments).map(answer -> answer.toInteger() == 1);
    }

    private static void add(List<String> arguments, Flow flow, List<ReadyTask> tasks) {
        arguments.add(flow.level());
        arguments.add(flow.tenant());
        arguments.add(flow.project());
        arguments.add(Integer.toString(tasks.size()));
        for (ReadyTask task : tasks) {
            arguments.add(task.key().toString());
            arguments.add(EntryText.of(task));
            arguments.add(Long.toString(task.readyAt().toEpochMilli()));
            arguments.add(Long.toString(task.delay().toMillis()));
        }
    }
}
