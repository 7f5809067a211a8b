package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.OutputFile;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.domain.build.FailureReason;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
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

    static ExecutionResult result(Outcome outcome, FailureReason reason, OutputFile... outputs) {
        return new ExecutionResult(
                outcome, reason, null, List.of(), null, List.of(), List.of(outputs));
    }

    /** The repository's file as an output of another name. */
    static OutputFile output(BuildContext context, String path) {
        return new OutputFile(
                context.source().resolve("src/a.txt"),
                path,
                Path.of(path).getFileName().toString(),
                ArtifactKind.ASSEMBLY,
                "text/plain");
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
