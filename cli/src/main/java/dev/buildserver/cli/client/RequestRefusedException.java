package dev.buildserver.cli.client;

import dev.buildserver.contract.problem.Problem;

/** The server understood the request and said no (status 4xx). */
public final class RequestRefusedException extends ClientException {
    private final transient Problem problem;

    RequestRefusedException(Problem problem) {
        super(problem.detail() == null ? problem.title() : problem.detail(), null);
        this.problem = problem;
    }

    /** What the server says, with every violation. */
    public Problem problem() {
        return problem;
    }
}
