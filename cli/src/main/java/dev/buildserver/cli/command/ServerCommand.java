package dev.buildserver.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.connect.ServerChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: a server to ask, and two ways to answer. */
abstract class ServerCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Address of the server. Default: $BUILDSERVER_URL, else the local stack of"
                            + " .buildserver/ports.json, else http://localhost:8080.")
    private String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the bearer token. Default: $BUILDSERVER_TOKEN, else the local"
                            + " stack's token.")
    private Path tokenFile;

    @Option(
            names = "--json",
            description = "Print JSON on standard output; notes go to standard error.")
    private boolean json;

    ServerCommand(Environment environment) {
        this.environment = environment;
    }

    final Environment environment() {
        return environment;
    }

    final BuildServerClient client(Role role) {
        ServerChoice choice = new ServerChoice(environment.folder(), environment.variables());
        return new BuildServerClient(choice.choose(url, tokenFile, role));
    }

    final boolean json() {
        return json;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Says something to a person that is not the answer. */
    final void note(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final void print(JsonNode answer) {
        try {
            out().println(
                            ClientJson.mapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
