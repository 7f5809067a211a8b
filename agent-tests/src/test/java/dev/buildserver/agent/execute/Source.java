package dev.buildserver.agent.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A source tree that a test writes. */
record Source(Path root) {
    /** An app of one project, {@code App}, for the framework of the SDK at hand. */
    static Source app(Path root, Bench bench) throws IOException {
        return new Source(root)
                .file(
                        "App.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup>
                            <OutputType>Exe</OutputType>
                            <TargetFramework>%s</TargetFramework>
                            <IsPackable>false</IsPackable>
                          </PropertyGroup>
                          <Import Project="more.targets" Condition="Exists('more.targets')" />
                        </Project>
                        """
                                .formatted(bench.appFramework()))
                .file(
                        "Program.cs",
                        """
                        class Program { static void Main() { System.Console.WriteLine("hello"); } }
                        """);
    }

    Source file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** The same files elsewhere. */
    Source copy(Path target) throws IOException {
        Source copy = new Source(target);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                copy.file(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return copy;
    }

    /** Content of the project, run after it was built. */
    Source afterBuild(String tasks) throws IOException {
        return file(
                "more.targets",
                """
                <Project><Target Name="More" AfterTargets="Build">%s</Target></Project>
                """
                        .formatted(tasks));
    }
}
