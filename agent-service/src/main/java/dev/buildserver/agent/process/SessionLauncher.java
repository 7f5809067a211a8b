package dev.buildserver.agent.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts a process into a session of its own where the operating system has a tool for it. */
final class SessionLauncher {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private SessionLauncher() {}

    /**
     * Words to be put before a command. The process id is the command's own: {@code setsid} turns
     * into it, since a child of a Java process is never the leader of a group.
     */
    static List<String> prefix() {
        return PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> List.of(path.toString()))
                .orElse(List.of());
    }
}
