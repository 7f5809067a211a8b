package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.ArtifactsView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.BuildReport;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "artifacts", description = "List a build's artifacts.")
final class ArtifactsCommand extends ServerCommand {
    @Parameters(paramLabel = "BUILD", description = "Id of the build.")
    private UUID build;

    ArtifactsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<ArtifactsView> received = client(Role.DEVELOPER).artifacts(build);
        if (json()) {
            print(received.json());
        } else {
            BuildReport.artifactTable(received.value().artifacts()).print(out());
        }
        return ExitStatus.OK;
    }
}
