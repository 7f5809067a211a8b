package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildFilter;
import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.BuildList;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.domain.build.BuildStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "queue", description = "List the builds that wait for an agent, newest first.")
final class QueueCommand extends ServerCommand {
    @Option(names = "--pool", paramLabel = "NAME", description = "Only of this pool.")
    private String pool;

    @Option(names = "--limit", paramLabel = "N", description = "Builds at most.")
    private Integer limit;

    QueueCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        String queued = BuildStatus.QUEUED.toString();
        Received<BuildList> received =
                client(Role.DEVELOPER)
                        .list(new BuildFilter(null, queued, pool, null, null, limit, null));
        if (json()) {
            print(received.json());
        } else {
            ListCommand.table(received.value().builds()).print(out());
        }
        return ExitStatus.OK;
    }
}
