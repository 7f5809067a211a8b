package dev.buildserver.standalone.up;

import dev.buildserver.standalone.StandaloneMain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the launcher as users do: in a JVM of its own. */
final class LauncherRun {
    private final Path folder;
    private final Path sdk;
    private int runs;

    /**
     * @param folder holds {@code installation}; receives {@code data}
     */
    LauncherRun(Path folder, Path sdk) {
        this.folder = folder;
        this.sdk = sdk;
    }

    /** How a command ended. */
    record Result(int status, String output) {}

    Path data() {
        return folder.resolve("data");
    }

    Result run(String... words) throws Exception {
        Path output = folder.resolve("output-" + runs++);
        int status = start(output, words).waitFor();
        return new Result(status, Files.readString(output, StandardCharsets.UTF_8));
    }

    Process start(Path output, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx160m"));
        command.add("-Dbuildserver.home=" + folder.resolve("installation"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StandaloneMain.class.getName());
        command.addAll(List.of(words));
        command.add("--data-dir=" + data());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DOTNET_ROOT", sdk.toString());
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Command lines of all processes that have to do with the data folder. */
    List<String> processes() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(handle -> handle.info().commandLine().orElse(""))
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
        }
    }
}
