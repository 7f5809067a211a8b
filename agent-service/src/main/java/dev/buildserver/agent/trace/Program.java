package dev.buildserver.agent.trace;

import java.util.List;

/**
 * A program that a process began.
 *
 * @param executable its file; of a script, that of the interpreter
 * @param arguments the first few, the program's name first
 */
public record Program(TracedPath executable, List<String> arguments) {
    private static final List<String> COMPILER_SERVERS =
            List.of("VBCSCompiler.dll", "VBCSCompiler", "rzc.dll", "rzc");

    public Program {
        arguments = List.copyOf(arguments);
    }

    /**
     * Whether it serves every project that is built meanwhile: a compiler server of the SDK (of C#
     * and Visual Basic, or of Razor), or a node of MSBuild.
     */
    public boolean isCompilerServer() {
        return arguments.stream().anyMatch(Program::servesAll);
    }

    private static boolean servesAll(String argument) {
        String name = argument.substring(argument.lastIndexOf('/') + 1);
        return COMPILER_SERVERS.contains(name)
                || argument.startsWith("/nodemode:")
                || argument.startsWith("-nodemode:");
    }
}
