package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.PoolView;
import dev.buildserver.cli.client.view.PoolsView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Format;
import dev.buildserver.cli.report.Table;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "pools", description = "List the pools of agents.")
final class PoolsCommand extends ServerCommand {
    PoolsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<PoolsView> received = client(Role.DEVELOPER).pools();
        if (json()) {
            print(received.json());
        } else {
            table(received.value().pools()).print(out());
        }
        return ExitStatus.OK;
    }

    private static Table table(List<PoolView> pools) {
        Table table =
                new Table("POOL", "TYPE", "AGENTS", "IDLE", "BUILDING", "OFFLINE", "QUEUED", "CPU");
        for (PoolView pool : pools) {
            table.row(
                    pool.name(),
                    pool.targetType(),
                    pool.totalAgents(),
                    pool.idleAgents(),
                    pool.buildingAgents(),
                    pool.offlineAgents(),
                    pool.queueLength(),
                    Format.percent(pool.averageCpuUsage()));
        }
        return table;
    }
}
