package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.LimitView;
import dev.buildserver.cli.connect.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "clear", description = "End a limit; the server's default counts, if it has one.")
final class ClearLimitCommand extends ServerCommand {
    @Mixin private LimitTarget target;

    ClearLimitCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<LimitView> received =
                target.isTenant()
                        ? client(Role.ADMIN).unlimitTenant(target.name())
                        : client(Role.BUILD_MASTER).unlimitProject(target.name());
        if (json()) {
            print(received.json());
        } else {
            LimitsCommand.table(List.of(received.value())).print(out());
        }
        return ExitStatus.OK;
    }
}
