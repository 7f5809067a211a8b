package dev.buildserver.benchmarks.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The same work by hand: what a user would type, in a HOME and a TMPDIR that are new each time. */
public final class BareBuild {
    private final SampleSource source;
    private final JsonNode sdk;

    public BareBuild(MeasuredStack stack, SampleSource source) throws IOException {
        this.source = source;
        this.sdk = stack.sdk();
    }

    /** Seconds from the clone to the published app. */
    public double run() throws IOException, InterruptedException {
        try (TemporaryFolder temporary = TemporaryFolder.create("buildserver-bare-")) {
            return run(temporary.path());
        }
    }

    private double run(Path folder) throws IOException, InterruptedException {
        try {
            prepare(folder);
            long started = System.nanoTime();
            Path tree = folder.resolve("tree");
            execute(
                    folder,
                    List.of("git", "clone", "-q", "--depth", "1", source.url(), tree.toString()));
            String solution = tree.resolve(source.solution()).toString();
            dotnet(folder, "restore", solution);
            dotnet(folder, "build", solution, "-c", "Release", "--no-restore");
            dotnet(folder, "test", solution, "-c", "Release", "--no-build", "--logger", "trx");
            dotnet(folder, "pack", solution, "-c", "Release", "--no-build");
            for (Path app : apps(tree)) {
                dotnet(folder, "publish", app.toString(), "-c", "Release", "--no-build");
            }
            return (System.nanoTime() - started) / 1e9;
        } finally {
            endServersOf(folder);
        }
    }

    private void prepare(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        JsonNode config = sdk.path("nugetConfig");
        if (config.isTextual()) {
            Path home = Files.createDirectories(folder.resolve("home/.nuget/NuGet"));
            Files.copy(Path.of(config.asText()), home.resolve("NuGet.Config"));
        }
    }

    private static List<Path> apps(Path tree) throws IOException {
        List<Path> apps = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csproj")).toList()) {
                if (Files.readString(file).contains("<OutputType>Exe")) {
                    apps.add(file);
                }
            }
        }
        return apps;
    }

    private void dotnet(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(sdk.path("dotnetRoot").asText() + "/dotnet");
        command.addAll(Arrays.asList(arguments));
        execute(folder, command);
    }

    private void execute(Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        sdk.path("environment")
                .properties()
                .forEach(e -> builder.environment().put(e.getKey(), e.getValue().asText()));
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("TMPDIR", folder.resolve("tmp").toString());
        if (builder.start().waitFor() != 0) {
            throw new IOException(command + " failed:\n" + Files.readString(output));
        }
    }

    /** Compiler server and MSBuild nodes outlive their command; they are known by their TMPDIR. */
    private static void endServersOf(Path folder) throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path environment = Path.of("/proc/" + process.pid() + "/environ");
            if (Files.isReadable(environment) && contains(environment, "TMPDIR=" + folder)) {
                process.destroyForcibly();
                // Until it has ended it may write, and its folder could not be deleted.
                process.onExit().join();
            }
        }
    }

    private static boolean contains(Path environment, String text) {
        try {
            return new String(Files.readAllBytes(environment), StandardCharsets.UTF_8)
                    .contains(text);
        } catch (IOException e) {
            // The process has ended meanwhile.
            return false;
        }
    }
}
