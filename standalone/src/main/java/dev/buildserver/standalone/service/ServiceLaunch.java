package dev.buildserver.standalone.service;

import dev.buildserver.embedded.process.StopSignal;
import dev.buildserver.embedded.process.TiedCommand;
import dev.buildserver.standalone.folder.LauncherException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How service processes are run.
 *
 * @param installation folder with the built modules
 * @param javaOptions of services, but not of agents, in place of those for a small machine; empty =
 *     those
 */
public record ServiceLaunch(Path installation, List<String> javaOptions) {
    /** Names the variable with {@link #javaOptions}, separated by blanks. */
    public static final String JAVA_OPTIONS = "BUILDSERVER_SERVICE_JAVA_OPTIONS";

    // An agent first gives its builds five seconds to end, then hands them back.
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    public ServiceLaunch {
        javaOptions = List.copyOf(javaOptions);
    }

    /**
     * As the environment says.
     *
     * @param environment variables of this process
     */
    public static ServiceLaunch of(Path installation, Map<String, String> environment) {
        String options = environment.getOrDefault(JAVA_OPTIONS, "").strip();
        return new ServiceLaunch(
                installation, options.isEmpty() ? List.of() : List.of(options.split("\\s+")));
    }

    /**
     * The command for one process.
     *
     * @param settings as environment variables
     * @param folder working folder
     */
    public TiedCommand command(
            ServiceKind kind, Map<String, String> settings, Path folder, Path log) {
        Path jar = kind.jar(installation);
        if (!Files.isRegularFile(jar)) {
            throw new LauncherException(
                    jar + " is missing: build the project first (mvn -DskipTests package)");
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags(kind));
        words.add("-jar");
        words.add(jar.toString());
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("BUILDSERVER_PARENT_PIPE", "stdin");
        // The allocator otherwise keeps an arena per thread, tens of mebibytes that nobody uses.
        environment.put("MALLOC_ARENA_MAX", "2");
        return TiedCommand.of(words, folder, log)
                .withEnvironment(environment)
                .stoppedBy(StopSignal.TERM, STOP_WITHIN)
                .seeingPipe();
    }

    private List<String> flags(ServiceKind kind) {
        boolean chosen = !javaOptions.isEmpty() && kind != ServiceKind.AGENT;
        List<String> flags = new ArrayList<>(chosen ? javaOptions : small(kind));
        flags.addAll(
                List.of(
                        "-XX:-UsePerfData",
                        // The jars come from the build beside this program; checking each class
                        // again is a sixth of a start's processor time (2.2 s to 1.8 s for the
                        // gateway).
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-BytecodeVerificationRemote",
                        // A service without memory is useless but looks alive: better start it
                        // again.
                        "-XX:+ExitOnOutOfMemoryError"));
        return flags;
    }

    /** For small, quick processes: several share a laptop with the builds. */
    private static List<String> small(ServiceKind kind) {
        return List.of(
                "-Xms16m",
                "-Xmx" + kind.heapMebibytes() + "m",
                "-Xss512k",
                "-XX:MaxMetaspaceSize=160m",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=25",
                "-XX:TieredStopAtLevel=1");
    }
}
