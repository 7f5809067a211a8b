package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.CacheHealthView.Quarantine;
import dev.buildserver.cli.connect.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "lift",
        description = "Let a quarantined project use the cache again; it begins with an empty one.")
final class LiftCommand extends ServerCommand {
    @Parameters(paramLabel = "QUARANTINE", description = "Its id, as the cache command shows it.")
    private String quarantine;

    LiftCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<Quarantine> received = client(Role.ADMIN).liftQuarantine(quarantine);
        if (json()) {
            print(received.json());
        } else {
            CacheCommand.table(List.of(received.value())).print(out());
        }
        return ExitStatus.OK;
    }
}
