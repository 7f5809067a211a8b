package dev.buildserver.agent.trace;

import java.util.List;

/**
 * A program that a process began.
 *
 * @param executable its file; of a script, that of the interpreter
 * @param arguments the first few, the program's name first
 */
public record Program(TracedPath executable, List<String> arguments) {
    private static final String COMPILER_SERVER = "VBCSCompiler.dll";

    public Program {
        arguments = List.copyOf(arguments);
    }

    /** Whether it is the compiler server of the SDK, which works for every project. */
    public boolean isCompilerServer() {
        return arguments.stream().anyMatch(argument -> argument.endsWith(COMPILER_SERVER));
    }
}
