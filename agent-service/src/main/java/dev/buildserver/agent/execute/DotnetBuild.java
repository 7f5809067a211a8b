package dev.buildserver.agent.execute;

import dev.buildserver.contract.agent.Outcome;
import jakarta.inject.Singleton;
import java.util.List;

/** PLACEHOLDER until the execution branch is merged: take theirs. */
@Singleton
public class DotnetBuild {
    public ExecutionResult run(BuildContext context) throws InterruptedException {
        return new ExecutionResult(
                Outcome.SUCCEEDED, null, null, List.of(), null, List.of(), List.of());
    }
}
