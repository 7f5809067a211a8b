package dev.buildserver.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.cli.client.BuildEvent;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.ClientException;
import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.ArtifactsView;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.BuildReport;
import dev.buildserver.domain.build.BuildStatus;
import java.io.PrintWriter;
import java.util.UUID;

/** Waits for a build: its log as it comes, then its result. */
final class BuildWatch {
    private final ServerCommand command;
    private final BuildServerClient client;
    private final boolean cancelOnInterrupt;

    BuildWatch(ServerCommand command, BuildServerClient client, boolean cancelOnInterrupt) {
        this.command = command;
        this.client = client;
        this.cancelOnInterrupt = cancelOnInterrupt;
    }

    /** The exit status: whether the build succeeded. */
    int until(UUID build) {
        // JSON alone goes to standard output when it is asked for; the log is for the person then.
        PrintWriter log = command.json() ? command.err() : command.out();
        Interrupts.Registration registration =
                command.environment().interrupts().onInterrupt(() -> interrupted(build));
        try {
            LogPrinter printer = new LogPrinter(log, command.environment().terminal());
            client.followLog(build, null, event -> show(event, printer));
        } finally {
            registration.close();
        }
        return result(build, log);
    }

    private static void show(BuildEvent event, LogPrinter printer) {
        if (event instanceof BuildEvent.Log line) {
            printer.line(line.text());
        }
    }

    private int result(UUID build, PrintWriter log) {
        Received<BuildView> received = client.get(build);
        Received<ArtifactsView> artifacts = client.artifacts(build);
        if (command.json()) {
            ObjectNode whole = received.json().deepCopy();
            whole.set("artifacts", artifacts.json().path("artifacts"));
            command.print(whole);
        } else {
            log.println();
            new BuildReport(log).print(received.value(), artifacts.value().artifacts());
        }
        return received.value().status() == BuildStatus.SUCCEEDED
                ? ExitStatus.OK
                : ExitStatus.FAILED;
    }

    private void interrupted(UUID build) {
        if (!cancelOnInterrupt) {
            command.note("");
            command.note("Stopped following; the build goes on. To cancel it:");
            command.note("  buildserver cancel " + build);
            return;
        }
        try {
            String answer = command.client(Role.BUILD_MASTER).cancel(build).value().message();
            command.note(answer == null ? "The build is being cancelled." : answer);
        } catch (ClientException e) {
            command.note("The build goes on; it could not be cancelled: " + e.getMessage());
        }
    }
}
