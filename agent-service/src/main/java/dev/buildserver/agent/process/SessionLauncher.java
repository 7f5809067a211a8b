package dev.buildserver.agent.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts a process into a session of its own where the operating system has a tool for it. */
final class SessionLauncher {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin"), Path.of("/bin"));

    private SessionLauncher() {}

    /**
     * Words to be put before a command. The process id is the command's own: {@code setsid} turns
     * into it, since a child of a Java process is never the leader of a group.
     */
    static List<String> prefix() {
        return tool("setsid");
    }

    /** The same for a command that takes what others leave of the processors. */
    static List<String> gentlePrefix() {
        List<String> words = new ArrayList<>(prefix());
        List<String> nice = tool("nice");
        words.addAll(nice);
        if (!nice.isEmpty()) {
            words.addAll(List.of("-n", "19"));
        }
        return words;
    }

    private static List<String> tool(String name) {
        return PLACES.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> List.of(path.toString()))
                .orElse(List.of());
    }
}
