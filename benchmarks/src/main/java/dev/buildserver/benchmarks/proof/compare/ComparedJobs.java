package dev.buildserver.benchmarks.proof.compare;

import dev.buildserver.cli.client.BuildSubmission.Job;
import dev.buildserver.cli.client.JobBuilder;
import dev.buildserver.domain.build.BuildStrategy;
import java.util.Locale;

/** Jobs of builds that are compared with each other: they say what they made. */
public final class ComparedJobs {
    private ComparedJobs() {}

    /**
     * Begins a job.
     *
     * @param strategy each has a project of its own for each repository: to that it is bound
     */
    public static JobBuilder of(
            String repositoryUrl, BuildStrategy strategy, String gitRef, String solutionPath) {
        String name = repositoryUrl.substring(repositoryUrl.lastIndexOf('/') + 1);
        String project =
                name.replaceAll("\\.git$", "") + "-" + strategy.toString().toLowerCase(Locale.ROOT);
        return Job.with(project, repositoryUrl, gitRef, solutionPath).outputManifest(true);
    }
}
