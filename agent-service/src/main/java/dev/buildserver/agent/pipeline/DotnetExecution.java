package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.DotnetBuild;
import dev.buildserver.agent.execute.ExecutionResult;
import jakarta.inject.Singleton;

/** Executes with the machine's .NET SDK. */
@Singleton
class DotnetExecution implements Execution {
    private final DotnetBuild build;

    DotnetExecution(DotnetBuild build) {
        this.build = build;
    }

    @Override
    public ExecutionResult run(BuildContext context) throws InterruptedException {
        return build.run(context);
    }
}
