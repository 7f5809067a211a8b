package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.AcceptedBuild;
import dev.buildserver.cli.report.Format;

/** What follows once the server has accepted a build. */
final class StartedBuild {
    private StartedBuild() {}

    /** Reports the acceptance, waits when asked to; the exit status. */
    static int report(
            ServerCommand command,
            BuildServerClient client,
            WaitOptions options,
            Received<AcceptedBuild> received) {
        AcceptedBuild accepted = received.value();
        if (options.noWait()) {
            if (command.json()) {
                command.print(received.json());
            } else {
                command.out().println(accepted.executionId());
                command.note(text(accepted));
            }
            return ExitStatus.OK;
        }
        command.note(text(accepted));
        return new BuildWatch(command, client, options.cancelOnInterrupt())
                .until(accepted.executionId());
    }

    private static String text(AcceptedBuild accepted) {
        StringBuilder text = new StringBuilder("Build ").append(accepted.executionId());
        text.append(" is accepted");
        if (accepted.queuePosition() != null && accepted.queuePosition() > 0) {
            text.append(", number ").append(accepted.queuePosition()).append(" in the queue");
        }
        if (accepted.estimatedDuration() != null && !accepted.estimatedDuration().isZero()) {
            text.append(", takes about ").append(Format.duration(accepted.estimatedDuration()));
        }
        return text.toString();
    }
}
