package dev.buildserver.orchestrator.queue.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.orchestrator.queue.Blocked;
import dev.buildserver.orchestrator.queue.Proposal;
import dev.buildserver.orchestrator.queue.ReadyIndex.Matches;
import dev.buildserver.orchestrator.queue.Seeker;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Takes the best tasks for the seekers. */
final class MatchScript extends RedisScript {
    private static final int ANSWER_HEAD = 1;
    private static final int ANSWER_WIDTH = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MatchRules rules;

    MatchScript(RedisLink redis, MatchRules rules) {
        super(redis, "turns.lua", "match.lua");
        this.rules = rules;
    }

    Matches run(PoolKeys keys, List<Seeker> seekers, Blocked blocked) {
        List<String> arguments =
                List.of(
                        Long.toString(rules.reclaimAfter().toMillis()),
                        Long.toString(rules.exclusion().toMillis()),
                        Long.toString(rules.ageStep().toMillis()),
                        Long.toString(rules.maxWait().toMillis()),
                        json(parts(blocked.tenants())),
                        json(
                                blocked.projects().stream()
                                        .map(
                                                p ->
                                                        EntryText.part(p.tenant())
                                                                + ":"
                                                                + EntryText.part(p.project()))
                                        .toList()),
                        json(
                                seekers.stream()
                                        .map(
                                                s ->
                                                        List.of(
                                                                s.sessionId(),
                                                                EntryText.part(s.agentId()),
                                                                s.slots(),
                                                                parts(s.classes()),
                                                                parts(s.warm())))
                                        .toList()));
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

    private static List<String> parts(Collection<String> names) {
        return names.stream().map(EntryText::part).toList();
    }

    private static String json(List<?> list) {
        try {
            return JSON.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts and numbers can't be written", e);
        }
    }
}
