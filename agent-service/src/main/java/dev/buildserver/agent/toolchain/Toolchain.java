package dev.buildserver.agent.toolchain;

import dev.buildserver.agent.process.ShortCommand;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HealthCheck;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.toolchain.SdkVersion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What this machine can do, how busy it is, and whether it is fit to build. Thread-safe. */
@Singleton
public class Toolchain {
    private static final List<String> TOOLS =
            List.of(
                    "git",
                    "docker",
                    "msbuild",
                    "node",
                    "npm",
                    "java",
                    "python3",
                    "pwsh",
                    "make",
                    "gcc",
                    "clang",
                    "xcodebuild");

    private final ToolchainSettings settings;
    private final Map<String, String> environment;
    private final DotnetLocator dotnet;
    private final MachineLoad load;
    private final ConcurrentMap<String, Optional<String>> versions = new ConcurrentHashMap<>();

    @Inject
    Toolchain(ToolchainSettings settings) {
        this(settings, System.getenv());
    }

    /**
     * @param environment that of this machine's user
     */
    public Toolchain(ToolchainSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.dotnet = new DotnetLocator(settings.dotnetRoot(), this.environment);
        this.load = new MachineLoad(settings.workDir());
    }

    /** The .NET installation that builds use; empty where there is no SDK. Takes milliseconds. */
    public Optional<DotnetInstallation> dotnet() {
        return dotnet.locate();
    }

    /** The environment in which tools of this machine are found. */
    public Map<String, String> environment() {
        return environment;
    }

    /** What to register with. */
    public Capabilities capabilities() {
        List<String> sdks =
                dotnet().stream().flatMap(i -> i.sdks().stream()).map(Object::toString).toList();
        List<String> tools =
                TOOLS.stream()
                        .filter(tool -> Executables.onPath(environment, tool).isPresent())
                        .toList();
        return new Capabilities(
                MachineLoad.operatingSystem(),
                MachineLoad.architecture(),
                sdks,
                tools,
                settings.slots(),
                load.processors(),
                load.totalMemoryBytes(),
                settings.labels());
    }

    /** Load of the machine; the processors' is that since the last call. */
    public Usage usage() {
        return load.usage();
    }

    /** Whether work may be taken: false while the disk runs low or there is no SDK. */
    public boolean fit() {
        return load.freeDiskBytes() >= settings.minFreeDiskBytes() && dotnet().isPresent();
    }

    /** The agent's own checks. Docker is checked only where it is installed. */
    public List<HealthCheck> checks() {
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(sdkCheck());
        checks.add(gitCheck());
        if (Executables.onPath(environment, "docker").isPresent()) {
            Optional<String> version = version("docker");
            checks.add(new HealthCheck("Docker", version.isPresent(), version.orElse(null)));
        }
        checks.add(diskCheck());
        return checks;
    }

    private HealthCheck sdkCheck() {
        return dotnet().map(i -> new HealthCheck(".NET SDK", true, join(i.sdks())))
                .orElse(new HealthCheck(".NET SDK", false, "no .NET SDK was found"));
    }

    // Sources are fetched without the git program; only builds may call it.
    private HealthCheck gitCheck() {
        return new HealthCheck(
                "Git", true, version("git").orElse("built in; no git program for builds"));
    }

    private HealthCheck diskCheck() {
        long free = load.freeDiskBytes();
        return new HealthCheck(
                "Disk Space",
                free >= settings.minFreeDiskBytes(),
                mebibytes(free)
                        + " MiB free, "
                        + mebibytes(settings.minFreeDiskBytes())
                        + " needed");
    }

    private Optional<String> version(String tool) {
        return versions.computeIfAbsent(
                tool,
                name ->
                        Executables.onPath(environment, name)
                                .flatMap(p -> firstLine(List.of(p.toString(), "--version"))));
    }

    private Optional<String> firstLine(List<String> command) {
        return ShortCommand.output(command, environment).flatMap(text -> text.lines().findFirst());
    }

    private static long mebibytes(long bytes) {
        return bytes / (1024 * 1024);
    }

    private static String join(List<SdkVersion> sdks) {
        return String.join(", ", sdks.stream().map(Object::toString).toList());
    }
}
