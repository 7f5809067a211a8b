package dev.buildserver.cli.command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command sees of the process that it runs in.
 *
 * @param folder the working folder
 * @param variables environment variables
 * @param terminal whether a person looks at the output, rather than a file or a program
 */
public record Environment(
        Path folder,
        Map<String, String> variables,
        Interrupts interrupts,
        boolean terminal,
        InstantSource clock) {}
