package dev.buildserver.agent.trace;

import java.util.List;
import java.util.Set;

/**
 * A program that a process began.
 *
 * @param executable its file; of a script, that of the interpreter
 * @param arguments the first few, the program's name first
 */
public record Program(TracedPath executable, List<String> arguments) {
    private static final Set<String> COMPILER_SERVERS =
            Set.of("VBCSCompiler.dll", "VBCSCompiler", "rzc.dll", "rzc");

    /** What runs libraries, and MSBuild where it is a program of its own. */
    private static final Set<String> HOSTS = Set.of("dotnet", "MSBuild");

    public Program {
        arguments = List.copyOf(arguments);
    }

    /**
     * Whether it serves every project that is built meanwhile: a compiler server of the SDK (of C#
     * and Visual Basic, or of Razor), or a node of MSBuild. Arguments of other programs may be
     * names of any files.
     */
    public boolean isCompilerServer() {
        String name = name(executable.toString());
        return COMPILER_SERVERS.contains(name)
                || HOSTS.contains(name) && arguments.stream().anyMatch(Program::servesAll);
    }

    private static boolean servesAll(String argument) {
        return COMPILER_SERVERS.contains(name(argument))
                || argument.startsWith("/nodemode:")
                || argument.startsWith("-nodemode:");
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
