package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.util.Optional;

/** A stage that works on what lies in the tree, after a build that may have left it elsewhere. */
final class InTreeStage implements Stage {
    private final CachedBuild build;
    private final Stage stage;

    InTreeStage(CachedBuild build, Stage stage) {
        this.build = build;
        this.stage = stage;
    }

    @Override
    public StageName name() {
        return stage.name();
    }

    @Override
    public String title() {
        return stage.title();
    }

    @Override
    public FailureReason failure() {
        return stage.failure();
    }

    @Override
    public Optional<String> reasonToSkip() throws IOException {
        return stage.reasonToSkip();
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        build.complete();
        return stage.run();
    }
}
