package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * What this service itself relies on. The gateway has validated the request in full; nothing that
 * gets past it may break the database's rules.
 */
final class SubmittedFields {
    private static final int LONGEST = 4_096;
    private static final int MOST_MINUTES = 1_440;

    private SubmittedFields() {}

    static void require(SubmitBuild request) {
        if (request == null || request.job() == null) {
            throw BuildServerException.invalid(List.of(new Violation("job", "must be given")));
        }
        BuildJob job = request.job();
        List<Violation> violations = new ArrayList<>();
        text(violations, "job.projectName", job.projectName(), 100);
        text(violations, "job.repositoryUrl", job.repositoryUrl(), LONGEST);
        text(violations, "job.gitRef", job.gitRef(), LONGEST);
        text(violations, "job.solutionPath", job.solutionPath(), LONGEST);
        text(violations, "job.configuration", job.configuration(), LONGEST);
        text(violations, "targetPool", request.targetPool(), LONGEST);
        if (job.timeoutMinutes() < 1 || job.timeoutMinutes() > MOST_MINUTES) {
            violations.add(new Violation("job.timeoutMinutes", "must be 1 to " + MOST_MINUTES));
        }
        Integer queueTimeout = job.queueTimeoutMinutes();
        if (queueTimeout != null
                && (queueTimeout < 1 || queueTimeout > BuildJob.LONGEST_QUEUE_TIMEOUT)) {
            violations.add(
                    new Violation(
                            "job.queueTimeoutMinutes",
                            "must be 1 to " + BuildJob.LONGEST_QUEUE_TIMEOUT));
        }
        if (!violations.isEmpty()) {
            throw BuildServerException.invalid(violations);
        }
    }

    private static void text(List<Violation> violations, String field, String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest) {
            violations.add(new Violation(field, "must have 1 to " + longest + " characters"));
        }
    }
}
