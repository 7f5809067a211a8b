package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.AgentView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "maintenance",
        description = "Keep an agent from taking work, or let it again; what it runs may finish.")
final class MaintenanceCommand extends ServerCommand {
    /** What to do. */
    enum Switch {
        ON,
        OFF
    }

    @Parameters(index = "0", paramLabel = "on|off")
    private Switch state;

    @Parameters(index = "1", paramLabel = "AGENT", description = "Id of the agent.")
    private String agentId;

    @Option(names = "--reason", paramLabel = "TEXT", description = "For other people to read.")
    private String reason;

    MaintenanceCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<AgentView> received =
                client(Role.BUILD_MASTER).maintain(agentId, state == Switch.ON, reason);
        if (json()) {
            print(received.json());
        } else {
            out().println(line(received.value()));
        }
        return ExitStatus.OK;
    }

    /** How an agent stands after an order. */
    static String line(AgentView agent) {
        AgentView.MaintenanceView out = agent.maintenance();
        String name = Format.line(agent.agentId());
        if (out == null) {
            return name + " may take work";
        }
        String runs = agent.currentJob() == null ? "" : "; it runs " + agent.currentJob();
        String until =
                out.drainDeadline() == null
                        ? ""
                        : ", handed back at " + Format.time(out.drainDeadline());
        return name + " takes no work" + Format.line(runs + (runs.isEmpty() ? "" : until));
    }
}
