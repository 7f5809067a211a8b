package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.BuildSubmission;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "build",
        description = "Build a Git ref on the server, and wait for the result.",
        footer =
                "Exit status: 0 succeeded, 1 failed or cancelled, 2 usage, 3 unreachable, 4 refused.")
final class BuildCommand extends ServerCommand {
    @Mixin private SourceOptions source;
    @Mixin private JobOptions job;
    @Mixin private RequirementOptions required;
    @Mixin private WaitOptions wait;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}. Default: the server chooses.")
    private BuildStrategy strategy;

    @Option(names = "--priority", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
    private BuildPriority priority;

    @Option(names = "--pool", paramLabel = "NAME", description = "Pool of agents.")
    private String pool;

    @Option(names = "--force-clean", description = "Clean build, whatever the strategy.")
    private boolean forceClean;

    BuildCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        BuildServerClient client = client(Role.DEVELOPER);
        BuildSubmission submission =
                new BuildSubmission(
                        job.job(completeSource(), required.requirements()),
                        pool,
                        strategy,
                        priority,
                        forceClean ? Boolean.TRUE : null,
                        job.email());
        return StartedBuild.report(
                this, client, wait, client.submit(submission, wait.idempotencyKey()));
    }

    private SourceOptions.Source completeSource() {
        try {
            return source.complete(environment().folder(), this::note);
        } catch (SourceOptions.IncompleteException e) {
            throw wrong(e.getMessage());
        }
    }
}
