package dev.buildserver.testing.dotnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The package feed that tests of the samples need on an SDK without a feed, made on demand. */
public final class TestKit {
    private static final int WITHIN_MINUTES = 5;

    private TestKit() {}

    /**
     * A NuGet configuration whose only source is the feed.
     *
     * @param repository root of this project, with the folder {@code samples}
     * @param folder where the feed is made, or taken from when it is up to date
     */
    public static Path nugetConfig(DotnetSdk sdk, Path repository, Path folder)
            throws IOException, InterruptedException {
        Path feed = Files.createDirectories(folder.resolve("feed")).toAbsolutePath();
        Path log = folder.resolve("make-feed.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                                "/bin/sh",
                                repository.resolve("samples/testkit/make-feed.sh").toString(),
                                feed.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(sdk.environment());
        Process process = builder.start();
        boolean made =
                process.waitFor(WITHIN_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        if (!made) {
            process.destroyForcibly();
            throw new IOException("the test kit was not made: " + Files.readString(log));
        }
        Path config = folder.resolve("NuGet.Config");
        Files.writeString(
                config,
                """
                <?xml version="1.0" encoding="utf-8"?>
                <configuration>
                  <packageSources>
                    <clear />
                    <add key="testkit" value="%s" />
                  </packageSources>
                </configuration>
                """
                        .formatted(feed));
        return config;
    }
}
