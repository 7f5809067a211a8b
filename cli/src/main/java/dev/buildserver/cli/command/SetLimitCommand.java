package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.LimitView;
import dev.buildserver.cli.connect.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = "Say how many builds of a project or tenant may run at the same time.")
final class SetLimitCommand extends ServerCommand {
    @Mixin private LimitTarget target;

    @Parameters(index = "1", paramLabel = "MAX", description = "0 starts nothing.")
    private int max;

    SetLimitCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<LimitView> received =
                target.isTenant()
                        ? client(Role.ADMIN).limitTenant(target.name(), max)
                        : client(Role.BUILD_MASTER).limitProject(target.name(), max);
        if (json()) {
            print(received.json());
        } else {
            LimitsCommand.table(List.of(received.value())).print(out());
        }
        return ExitStatus.OK;
    }
}
