package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.BuildReport;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show how a build stands, or how it ended.")
final class ShowCommand extends ServerCommand {
    @Parameters(paramLabel = "BUILD", description = "Id of the build.")
    private UUID build;

    ShowCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        BuildServerClient client = client(Role.DEVELOPER);
        Received<BuildView> received = client.get(build);
        if (json()) {
            print(received.json());
            return ExitStatus.OK;
        }
        List<ArtifactView> artifacts =
                received.value().ended() ? client.artifacts(build).value().artifacts() : List.of();
        new BuildReport(out()).print(received.value(), artifacts);
        return ExitStatus.OK;
    }
}
