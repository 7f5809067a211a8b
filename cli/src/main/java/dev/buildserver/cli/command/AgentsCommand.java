package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.AgentHealthView;
import dev.buildserver.cli.client.view.AgentView;
import dev.buildserver.cli.client.view.AgentsView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Format;
import dev.buildserver.cli.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "agents",
        description = "List agents, show one agent's health, or take one out of service.")
final class AgentsCommand extends ServerCommand {
    @Parameters(arity = "0..1", paramLabel = "AGENT", description = "Id of an agent.")
    private String agentId;

    AgentsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        BuildServerClient client = client(Role.DEVELOPER);
        return agentId == null ? list(client) : health(client);
    }

    private int list(BuildServerClient client) {
        Received<AgentsView> received = client.agents();
        if (json()) {
            print(received.json());
            return ExitStatus.OK;
        }
        Table table = new Table("AGENT", "POOL", "STATUS", "CPU", "MEMORY", "SDKS", "BUILD");
        for (AgentView agent : received.value().agents()) {
            table.row(
                    agent.agentId(),
                    agent.pool() == null ? agent.targetType() : agent.pool(),
                    agent.status(),
                    Format.percent(agent.cpuUsage()),
                    Format.percent(agent.memoryUsage()),
                    agent.capabilities() == null
                            ? null
                            : String.join(", ", agent.capabilities().sdkVersions()),
                    agent.currentJob());
        }
        table.print(out());
        return ExitStatus.OK;
    }

    private int health(BuildServerClient client) {
        Received<AgentHealthView> received = client.agentHealth(agentId);
        if (json()) {
            print(received.json());
            return ExitStatus.OK;
        }
        AgentHealthView health = received.value();
        out().println(
                        Format.line(health.agentId())
                                + " "
                                + health.status()
                                + (health.healthy() ? ", healthy" : ", not healthy"));
        out().println("  last heartbeat: " + Format.time(health.lastHeartbeat()));
        out().println("  up: " + Format.duration(health.uptime()));
        out().println();
        Table table = new Table("CHECK", "STATUS", "DETAIL");
        health.checks().forEach(check -> table.row(check.name(), check.status(), check.detail()));
        table.print(out());
        return ExitStatus.OK;
    }
}
