package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.contract.agent.Outcome;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Stands in for the .NET stages: tests say what they do. */
@Mock
@Singleton
public class ScriptedExecution implements Execution {
    private volatile Execution script = context -> succeeded();

    void script(Execution next) {
        script = next;
    }

    /** An execution that knows what would come out, and must not run. */
    static Execution knowing(Function<BuildContext, ExecutionResult> known) {
        return new Execution() {
            @Override
            public ExecutionResult run(BuildContext context) {
                throw new AssertionError("it is known already");
            }

            @Override
            public Optional<ExecutionResult> known(BuildContext context) {
                return Optional.of(known.apply(context));
            }
        };
    }

    static ExecutionResult succeeded() {
        return new ExecutionResult(
                Outcome.SUCCEEDED, null, null, List.of(), null, List.of(), List.of());
    }

    @Override
    public ExecutionResult run(BuildContext context) throws InterruptedException {
        return script.run(context);
    }

    @Override
    public Optional<ExecutionResult> known(BuildContext context) throws IOException {
        return script.known(context);
    }
}
