package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.contract.agent.Outcome;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.List;

/** Stands in for the .NET stages: tests say what they do. */
@Mock
@Singleton
public class ScriptedExecution implements Execution {
    private volatile Execution script = context -> succeeded();

    void script(Execution next) {
        script = next;
    }

    static ExecutionResult succeeded() {
        return new ExecutionResult(
                Outcome.SUCCEEDED, null, null, List.of(), null, List.of(), List.of());
    }

    @Override
    public ExecutionResult run(BuildContext context) throws InterruptedException {
        return script.run(context);
    }
}
