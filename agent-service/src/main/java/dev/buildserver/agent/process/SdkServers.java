package dev.buildserver.agent.process;

import java.util.Arrays;

/**
 * The processes that an SDK leaves behind to serve its next command: nodes of MSBuild and servers
 * of compilers. They do not end when asked to, and have nothing to lose.
 */
final class SdkServers {
    private SdkServers() {}

    /** Whether the process is one, by its arguments; false where these can't be seen. */
    static boolean isOne(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return Arrays.stream(arguments).anyMatch(SdkServers::isNode)
                || serves(arguments, "VBCSCompiler.dll", "-pipename")
                || serves(arguments, "rzc.dll", "server");
    }

    private static boolean isNode(String argument) {
        return argument.startsWith("/nodemode:") || argument.startsWith("-nodemode:");
    }

    private static boolean serves(String[] arguments, String program, String word) {
        return Arrays.stream(arguments).anyMatch(argument -> argument.endsWith(program))
                && Arrays.stream(arguments).anyMatch(argument -> argument.startsWith(word));
    }
}
