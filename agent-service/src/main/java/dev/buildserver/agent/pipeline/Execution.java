package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.contract.agent.Lease;
import java.io.IOException;
import java.util.Optional;

/** The stages between source and upload. */
@FunctionalInterface
interface Execution {
    /**
     * Runs them to their end, good or bad.
     *
     * @throws InterruptedException when the stop signal came
     */
    ExecutionResult run(BuildContext context) throws InterruptedException;

    /**
     * What they would give, where that is known. Nothing is reported.
     *
     * @param context whose source is not there; its revision may lack the tree
     */
    default Optional<ExecutionResult> known(BuildContext context) throws IOException {
        return Optional.empty();
    }

    /** Nothing more is done for the attempt, whatever was begun. */
    default void ended(Lease lease) {}
}
