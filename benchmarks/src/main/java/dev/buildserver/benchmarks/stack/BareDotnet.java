package dev.buildserver.benchmarks.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The SDK of a stack as a user runs it, in a HOME and a TMPDIR of its own. When it is closed, the
 * servers that it left are ended.
 */
public final class BareDotnet implements AutoCloseable {
    private final TemporaryFolder temporary;
    private final JsonNode sdk;

    public BareDotnet(MeasuredStack stack) throws IOException {
        this.sdk = stack.sdk();
        this.temporary = TemporaryFolder.create("buildserver-bare-");
        Files.createDirectories(folder().resolve("tmp"));
        JsonNode config = sdk.path("nugetConfig");
        if (config.isTextual()) {
            Path home = Files.createDirectories(folder().resolve("home/.nuget/NuGet"));
            Files.copy(Path.of(config.asText()), home.resolve("NuGet.Config"));
        }
    }

    /** For source trees; gone when this is closed. */
    public Path folder() {
        return temporary.path();
    }

    /**
     * Runs {@code dotnet} to its end.
     *
     * @throws IOException where it fails, with what it said
     */
    public void dotnet(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(sdk.path("dotnetRoot").asText() + "/dotnet");
        command.addAll(Arrays.asList(arguments));
        execute(command);
    }

    /** Runs any program in the same environment. */
    public void execute(List<String> command) throws IOException, InterruptedException {
        Path output = folder().resolve("output.log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        sdk.path("environment")
                .properties()
                .forEach(e -> builder.environment().put(e.getKey(), e.getValue().asText()));
        builder.environment().put("HOME", folder().resolve("home").toString());
        builder.environment().put("TMPDIR", folder().resolve("tmp").toString());
        if (builder.start().waitFor() != 0) {
            throw new IOException(command + " failed:\n" + Files.readString(output));
        }
    }

    @Override
    public void close() throws IOException {
        endServers();
        temporary.close();
    }

    /** Compiler server and MSBuild nodes outlive their command; they are known by their TMPDIR. */
    private void endServers() throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path environment = Path.of("/proc/" + process.pid() + "/environ");
            if (Files.isReadable(environment) && contains(environment, "TMPDIR=" + folder())) {
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
