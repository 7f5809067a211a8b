package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.connect.Role;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rerun",
        description = "Build the same commit with the same options again, and wait for the result.")
final class RerunCommand extends ServerCommand {
    @Parameters(paramLabel = "BUILD", description = "Id of the build.")
    private UUID build;

    @Mixin private WaitOptions wait;

    RerunCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        BuildServerClient client = client(Role.DEVELOPER);
        return StartedBuild.report(this, client, wait, client.rerun(build, wait.idempotencyKey()));
    }
}
