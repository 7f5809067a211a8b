package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.LimitView;
import dev.buildserver.cli.client.view.LimitsView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Table;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "limits", description = "List the limits of builds that run at the same time.")
final class LimitsCommand extends ServerCommand {
    LimitsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<LimitsView> received = client(Role.DEVELOPER).limits();
        if (json()) {
            print(received.json());
        } else {
            table(received.value().limits()).print(out());
        }
        return ExitStatus.OK;
    }

    static Table table(List<LimitView> limits) {
        Table table = new Table("OF", "NAME", "RUNNING", "LIMIT", "FROM");
        for (LimitView limit : limits) {
            boolean limited = limit.maxConcurrentBuilds() != null;
            table.row(
                    limit.scope(),
                    limit.project() == null ? limit.tenant() : limit.project(),
                    limit.runningBuilds(),
                    limited ? limit.maxConcurrentBuilds() : "none",
                    limited ? limit.byDefault() ? "default" : "set" : null);
        }
        return table;
    }
}
