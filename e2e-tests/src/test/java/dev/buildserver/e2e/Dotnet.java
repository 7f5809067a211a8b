package dev.buildserver.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.e2e.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs an app with the SDK that the stack uses. */
final class Dotnet {
    private Dotnet() {}

    static String run(Stack stack, List<String> arguments)
            throws IOException, InterruptedException {
        JsonNode sdk = stack.sdk();
        List<String> command = new ArrayList<>();
        command.add(sdk.path("dotnetRoot").asText() + "/dotnet");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        sdk.path("environment")
                .properties()
                .forEach(e -> builder.environment().put(e.getKey(), e.getValue().asText()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed:\n" + output);
        }
        return output;
    }
}
