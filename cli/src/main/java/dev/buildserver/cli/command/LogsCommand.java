package dev.buildserver.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.cli.client.BuildEvent;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.connect.Role;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Print a build's log.")
final class LogsCommand extends ServerCommand {
    @Parameters(paramLabel = "BUILD", description = "Id of the build.")
    private UUID build;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the build ends.")
    private boolean follow;

    LogsCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        BuildServerClient client = client(Role.DEVELOPER);
        LogPrinter printer = new LogPrinter(out(), environment().terminal());
        if (follow) {
            client.followLog(build, null, event -> print(event, printer));
        } else if (json()) {
            client.log(build, line -> out().println(object("log", line)));
        } else {
            client.log(build, printer::line);
        }
        out().flush();
        return ExitStatus.OK;
    }

    private void print(BuildEvent event, LogPrinter printer) {
        if (json()) {
            out().println(object(event));
            out().flush();
        } else if (event instanceof BuildEvent.Log line) {
            printer.line(line.text());
        }
    }

    private static ObjectNode object(BuildEvent event) {
        if (event instanceof BuildEvent.Log line) {
            return object("log", line.text()).put("position", line.position());
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("event", event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (event.json() instanceof ObjectNode members) {
            object.setAll(members);
        }
        return object;
    }

    /** One object a line, so that a script can read while the build runs. */
    private static ObjectNode object(String event, String text) {
        return JsonNodeFactory.instance.objectNode().put("event", event).put("text", text);
    }
}
