package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;

/** The stages between source and upload. */
@FunctionalInterface
interface Execution {
    /**
     * Runs them to their end, good or bad.
     *
     * @throws InterruptedException when the stop signal came
     */
    ExecutionResult run(BuildContext context) throws InterruptedException;
}
