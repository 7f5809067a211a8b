package dev.buildserver.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.buildserver.cli.token.AgentTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "agent-token",
        description = {
            "Make a token by which the agents of a pool register.",
            "Asks no server: it is signed with the installation's internal private key."
        })
final class AgentTokenCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "POOL", description = "Name of the pool.")
    private String pool;

    @Option(
            names = "--private-key-file",
            paramLabel = "FILE",
            required = true,
            description = "EC P-256 private key, PEM (PKCS#8).")
    private Path privateKeyFile;

    @Option(
            names = "--agent",
            paramLabel = "NAME",
            description = "Of one agent alone. Default: for all agents of the pool.")
    private String agent;

    @Option(
            names = "--valid-for",
            paramLabel = "DURATION",
            defaultValue = "P365D",
            description = "ISO 8601. Default: ${DEFAULT-VALUE}.")
    private Duration validity;

    @Option(names = "--json", description = "Print JSON on standard output.")
    private boolean json;

    AgentTokenCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        String token = token();
        Object answer =
                json
                        ? JsonNodeFactory.instance
                                .objectNode()
                                .put("pool", pool)
                                .put("token", token)
                        : token;
        spec.commandLine().getOut().println(answer);
        return ExitStatus.OK;
    }

    private String token() {
        try {
            Path file = environment.folder().resolve(privateKeyFile);
            String subject = agent == null ? "pool:" + pool : agent;
            return AgentTokens.signedWith(file)
                    .forPool(pool, subject, environment.clock().instant(), validity);
        } catch (IOException | DateTimeException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), "No token: " + e.getMessage(), e);
        }
    }
}
