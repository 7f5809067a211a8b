package dev.buildserver.agent.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to be started.
 *
 * @param arguments program first; never goes through a shell
 * @param directory working directory
 * @param environment the whole environment: nothing is inherited
 */
public record Command(List<String> arguments, Path directory, Map<String, String> environment) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
