package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.DotnetBuild;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.WholeBuilds;
import dev.buildserver.contract.agent.Lease;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Executes with the machine's .NET SDK. */
@Singleton
class DotnetExecution implements Execution {
    private final DotnetBuild build;
    private final WholeBuilds whole;

    DotnetExecution(DotnetBuild build, WholeBuilds whole) {
        this.build = build;
        this.whole = whole;
    }

    @Override
    public ExecutionResult run(BuildContext context) throws InterruptedException {
        return build.run(context);
    }

    @Override
    public Optional<ExecutionResult> known(BuildContext context) throws IOException {
        return whole.find(context);
    }

    @Override
    public void ended(Lease lease) {
        build.ended(lease);
    }
}
