package dev.buildserver.agent.sandbox;

import dev.buildserver.agent.process.ShortCommand;
import dev.buildserver.agent.toolchain.Executables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program {@code bwrap}, tried out: having it says little, systems may forbid what it does. */
public final class Bubblewrap {
    private static final String PROGRAM = "bwrap";
    private static final String PACKAGE = "bubblewrap";

    private final Path executable;
    private final String whyNot;

    private Bubblewrap(Path executable, String whyNot) {
        this.executable = executable;
        this.whyNot = whyNot;
    }

    /**
     * Looks along PATH, and runs something in a sandbox.
     *
     * @param environment of this machine's user
     */
    public static Bubblewrap find(Map<String, String> environment) {
        return Executables.onPath(environment, PROGRAM)
                .map(Bubblewrap::tried)
                .orElseGet(
                        () ->
                                new Bubblewrap(
                                        null,
                                        "there is no bwrap on the PATH of the agent; it is in the"
                                                + " package \""
                                                + PACKAGE
                                                + "\""));
    }

    private static Bubblewrap tried(Path executable) {
        List<String> trial = new ArrayList<>(List.of(executable.toString()));
        trial.addAll(isolation(false));
        try {
            trial.addAll(SystemFolders.arguments(false));
        } catch (IOException e) {
            return new Bubblewrap(executable, "the folders of the system can't be read: " + e);
        }
        trial.addAll(List.of("--proc", "/proc", "--dev", "/dev", "/bin/sh", "-c", ":"));
        Optional<ShortCommand.Ended> ended = ShortCommand.ended(trial, Map.of());
        if (ended.filter(ShortCommand.Ended::success).isPresent()) {
            return new Bubblewrap(executable, null);
        }
        String said = ended.map(end -> end.output().strip()).orElse("it did not end");
        return new Bubblewrap(
                executable,
                executable
                        + " (package \""
                        + PACKAGE
                        + "\") can't make namespaces here; the system may forbid them to this"
                        + " user or container: "
                        + said);
    }

    /** Namespaces, and an end with the agent. */
    static List<String> isolation(boolean network) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--unshare-user",
                                "--uid",
                                "1000",
                                "--gid",
                                "1000",
                                "--unshare-pid",
                                "--unshare-ipc",
                                "--unshare-uts",
                                "--hostname",
                                "build",
                                "--die-with-parent"));
        if (!network) {
            arguments.add("--unshare-net");
        }
        return arguments;
    }

    /** Why builds can't run in a sandbox here; empty if they can. */
    public Optional<String> whyNot() {
        return Optional.ofNullable(whyNot);
    }

    Path executable() {
        return executable;
    }
}
