package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.failure.AttemptEnded;
import java.io.IOException;

/** A stage that works on what lies in the tree, after a build that may have left it elsewhere. */
final class InTreeStage extends OtherWayStage<Stage> {
    private final CachedBuild build;

    InTreeStage(CachedBuild build, Stage plain) {
        super(plain);
        this.build = build;
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        build.complete();
        return plain().run();
    }
}
