package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.AgentView;
import dev.buildserver.cli.connect.Role;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drain",
        description = {
            "Keep an agent from taking work; at the deadline, what it runs goes to another.",
            "'agents maintenance off' ends it."
        })
final class DrainCommand extends ServerCommand {
    @Parameters(paramLabel = "AGENT", description = "Id of the agent.")
    private String agentId;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = MinutesConverter.class,
            description = "Such as 0, 10m or 2h. Default: what runs may finish.")
    private Integer minutes;

    @Option(names = "--reason", paramLabel = "TEXT", description = "For other people to read.")
    private String reason;

    DrainCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Duration deadline = minutes == null ? null : Duration.ofMinutes(minutes);
        Received<AgentView> received = client(Role.BUILD_MASTER).drain(agentId, deadline, reason);
        if (json()) {
            print(received.json());
        } else {
            out().println(MaintenanceCommand.line(received.value()));
        }
        return ExitStatus.OK;
    }
}
