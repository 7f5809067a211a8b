package dev.buildserver.orchestrator.queue;

import dev.buildserver.orchestrator.queue.redis.MatchRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

class InMemoryReadyIndexTest extends ReadyIndexContract {
    private final InMemoryReadyIndex index =
            new InMemoryReadyIndex(
                    new MatchRules(Duration.ofSeconds(5), EXCLUSION, AGE_STEP, MAX_WAIT),
                    InstantSource.system());

    @Override
    protected ReadyIndex index() {
        return index;
    }

    @Override
    protected List<String> kept(String pool) {
        return index.kept(pool);
    }

    @Override
    protected void empty(String pool) {
        index.empty();
    }
}
