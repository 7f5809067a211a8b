package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.Proposal;
import dev.buildserver.orchestrator.queue.ReadyIndex.Matches;
import dev.buildserver.orchestrator.queue.Seeker;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Takes the best tasks for the seekers. */
final class MatchScript extends RedisScript {
    private static final int ANSWER_HEAD = 1;
    private static final int ANSWER_WIDTH = 3;

    MatchScript(RedisLink redis) {
        super(redis, "match.lua");
    }

    Matches run(PoolKeys keys, List<Seeker> seekers, Duration reclaimAfter, Duration exclusion) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(reclaimAfter.toMillis()));
        arguments.add(Long.toString(exclusion.toMillis()));
        for (Seeker seeker : seekers) {
            arguments.add(seeker.sessionId().toString());
            arguments.add(seeker.agentId());
            arguments.add(Integer.toString(seeker.slots()));
        }
        Response answer = eval(keys, arguments);
        List<Proposal> proposals = new ArrayList<>();
        for (int i = ANSWER_HEAD; i < answer.size(); i += ANSWER_WIDTH) {
            proposals.add(
                    new Proposal(
                            TaskKey.parse(answer.get(i).toString()),
                            answer.get(i + 1).toInteger(),
                            UUID.fromString(answer.get(i + 2).toString())));
        }
        return new Matches(proposals, answer.get(0).toInteger() == 1);
    }
}
