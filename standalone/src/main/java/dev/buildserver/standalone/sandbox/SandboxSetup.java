package dev.buildserver.standalone.sandbox;

import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.sdk.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The program {@code bwrap} for the agents: the machine's own, else Debian's package where this
 * user may install it. Whether the system lets it do its work is for the agents to find out.
 */
public final class SandboxSetup {
    private static final String PROGRAM = "bwrap";
    private static final String PACKAGE = "bubblewrap";
    private static final Duration UPDATE_WITHIN = Duration.ofMinutes(3);
    private static final Duration INSTALL_WITHIN = Duration.ofMinutes(3);

    // Another program may be installing something.
    private static final String WAIT = "DPkg::Lock::Timeout=120";

    private final Map<String, String> environment;
    private final boolean linux;
    private final boolean root;
    private final Journal journal;

    SandboxSetup(Map<String, String> environment, boolean linux, boolean root, Journal journal) {
        this.environment = Map.copyOf(environment);
        this.linux = linux;
        this.root = root;
        this.journal = journal;
    }

    /** For this user and machine. */
    public static SandboxSetup ofUser(Journal journal) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return new SandboxSetup(System.getenv(), system.startsWith("linux"), isRoot(), journal);
    }

    /**
     * Provides it, and says what it does for that and what is missing. Never fails: builds run
     * without a sandbox, too.
     *
     * @return the program; empty if there is none
     */
    public Optional<Path> provide() {
        if (!linux) {
            return without("only Linux has what it needs");
        }
        Optional<Path> present = onPath(PROGRAM);
        if (present.isPresent()) {
            return present;
        }
        Optional<Path> apt = onPath("apt-get");
        if (!root || apt.isEmpty()) {
            return without(
                    "there is no "
                            + PROGRAM
                            + " on the PATH; install the package \""
                            + PACKAGE
                            + "\"");
        }
        journal.say(
                "There is no "
                        + PROGRAM
                        + ", which the sandbox of builds needs: installing Debian's package \""
                        + PACKAGE
                        + "\" with apt-get ...");
        return installed(apt.get());
    }

    private Optional<Path> installed(Path apt) {
        try {
            Command.Result result = install(apt);
            if (!result.succeeded()) {
                // The lists of packages may be missing or old.
                apt(apt, UPDATE_WITHIN, "update");
                result = install(apt);
            }
            Optional<Path> program = onPath(PROGRAM);
            if (program.isPresent()) {
                journal.say("  installed " + program.get());
                return program;
            }
            return without("\"" + PACKAGE + "\" could not be installed: " + result.summary());
        } catch (IOException e) {
            return without("\"" + PACKAGE + "\" could not be installed: " + e.getMessage());
        }
    }

    private Command.Result install(Path apt) throws IOException {
        return apt(
                apt,
                INSTALL_WITHIN,
                "install",
                "--yes",
                "--no-install-recommends",
                "-o",
                WAIT,
                PACKAGE);
    }

    private Command.Result apt(Path apt, Duration within, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(apt.toString()));
        command.addAll(List.of(words));
        return new Command(
                        command,
                        Map.of("DEBIAN_FRONTEND", "noninteractive", "PATH", path()),
                        Path.of("/"),
                        within)
                .run();
    }

    private Optional<Path> without(String why) {
        journal.say(
                "Builds run without a sandbox, and the strategy Cached is refused: " + why + ".");
        return Optional.empty();
    }

    private Optional<Path> onPath(String name) {
        return Arrays.stream(path().split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String path() {
        return environment.getOrDefault("PATH", "");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
