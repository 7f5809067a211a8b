package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.IndexEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Forgets entries, unless they are of a higher version. */
final class AcknowledgeScript extends RedisScript {
    AcknowledgeScript(RedisLink redis) {
        super(redis, "acknowledge.lua");
    }

    void run(PoolKeys keys, Collection<IndexEntry> entries) {
        List<String> arguments = new ArrayList<>();
        for (IndexEntry entry : entries) {
            arguments.add(entry.key().toString());
            arguments.add(Integer.toString(entry.version()));
        }
        eval(keys, arguments);
    }
}
