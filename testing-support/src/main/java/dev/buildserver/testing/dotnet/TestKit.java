package dev.buildserver.testing.dotnet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The package feed that tests of the samples need on an SDK without a feed, made on demand. */
public final class TestKit {
    private static final int WITHIN_MINUTES = 5;

    private static final String CONFIGURATION =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <clear />
                <add key="testkit" value="%s" />
              </packageSources>
            </configuration>
            """;

    /** By folder; to look whether a feed is up to date takes several processes. */
    private static final Map<Path, Path> MADE = new HashMap<>();

    private TestKit() {}

    /**
     * A NuGet configuration whose only source is the feed.
     *
     * @param repository root of this project, with the folder {@code samples}
     * @param folder where the feed is made, or taken from when it is up to date
     */
    public static synchronized Path nugetConfig(DotnetSdk sdk, Path repository, Path folder)
            throws IOException, InterruptedException {
        Path absolute = folder.toAbsolutePath();
        Path known = MADE.get(absolute);
        if (known == null) {
            Files.createDirectories(absolute);
            // Of processes that begin together, one makes it: a second package has other bytes.
            try (FileChannel lock =
                    FileChannel.open(
                            absolute.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                lock.lock();
                known = configuration(absolute, feed(sdk, repository, absolute));
            }
            MADE.put(absolute, known);
        }
        return known;
    }

    private static Path feed(DotnetSdk sdk, Path repository, Path folder)
            throws IOException, InterruptedException {
        Path feed = Files.createDirectories(folder.resolve("feed"));
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
        return feed;
    }

    // Other processes may read it now: it is there as a whole at any time.
    static Path configuration(Path folder, Path feed) throws IOException {
        Path config = folder.resolve("NuGet.Config");
        String text = CONFIGURATION.formatted(feed);
        if (!Files.exists(config) || !Files.readString(config).equals(text)) {
            Path unfinished = Files.createTempFile(folder, "config", "");
            Files.writeString(unfinished, text);
            Files.move(unfinished, config, StandardCopyOption.ATOMIC_MOVE);
        }
        return config;
    }
}
