package dev.buildserver.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The same work by hand: what a user would type, in a HOME and a TMPDIR that are new each time. */
public final class BareBuild {
    private final MeasuredStack stack;
    private final SampleSource source;

    public BareBuild(MeasuredStack stack, SampleSource source) {
        this.stack = stack;
        this.source = source;
    }

    /** Seconds from the clone to the published app. */
    public double run() throws IOException, InterruptedException {
        try (BareDotnet bare = new BareDotnet(stack)) {
            long started = System.nanoTime();
            Path tree = bare.folder().resolve("tree");
            bare.execute(
                    List.of("git", "clone", "-q", "--depth", "1", source.url(), tree.toString()));
            String solution = tree.resolve(source.solution()).toString();
            bare.dotnet("restore", solution);
            bare.dotnet("build", solution, "-c", "Release", "--no-restore");
            bare.dotnet("test", solution, "-c", "Release", "--no-build", "--logger", "trx");
            bare.dotnet("pack", solution, "-c", "Release", "--no-build");
            for (Path app : apps(tree)) {
                bare.dotnet("publish", app.toString(), "-c", "Release", "--no-build");
            }
            return (System.nanoTime() - started) / 1e9;
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
}
