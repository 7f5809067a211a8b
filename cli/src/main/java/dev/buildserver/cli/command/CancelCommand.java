package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.CancelledBuild;
import dev.buildserver.cli.connect.Role;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Cancel a build.")
final class CancelCommand extends ServerCommand {
    @Parameters(paramLabel = "BUILD", description = "Id of the build.")
    private UUID build;

    CancelCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<CancelledBuild> received = client(Role.BUILD_MASTER).cancel(build);
        if (json()) {
            print(received.json());
        } else {
            CancelledBuild cancelled = received.value();
            String message = cancelled.message() == null ? "" : ": " + cancelled.message();
            out().println(cancelled.status() + message);
        }
        return ExitStatus.OK;
    }
}
