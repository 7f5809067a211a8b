package dev.buildserver.agent.execute;

import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.util.Optional;

/**
 * A stage whose work is done in another way than the plain one. To people it is the same.
 *
 * @param <S> the plain stage, which does it without the cache
 */
abstract class OtherWayStage<S extends Stage> implements Stage {
    private final S plain;

    OtherWayStage(S plain) {
        this.plain = plain;
    }

    /** For what can't be done in the other way. */
    S plain() {
        return plain;
    }

    @Override
    public final StageName name() {
        return plain.name();
    }

    @Override
    public final String title() {
        return plain.title();
    }

    @Override
    public final FailureReason failure() {
        return plain.failure();
    }

    @Override
    public final Optional<String> reasonToSkip() throws IOException {
        return plain.reasonToSkip();
    }
}
