package dev.buildserver.standalone.sdk;

import dev.buildserver.embedded.Secrets;
import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.standalone.folder.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A package feed made here, for old SDKs without one: it holds the test kit of the samples, and is
 * the only source of the NuGet configuration beside it.
 */
final class TestKitFeed {
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final int NAME_DIGITS = 16;

    private final UserCache cache;
    private final Path script;
    private final Journal journal;

    /**
     * @param installation with the folder {@code samples}
     */
    TestKitFeed(UserCache cache, Path installation, Journal journal) {
        this.cache = cache;
        this.script = installation.resolve("samples/testkit/make-feed.sh");
        this.journal = journal;
    }

    /** The NuGet configuration, made with the feed where it is missing. */
    Path nugetConfig(DotnetSdk sdk) throws IOException {
        // Named by what goes into the packages: a changed kit or SDK gets a feed of its own.
        String name = "testkit-" + sdk.version() + "-" + digest(script.getParent());
        Path folder = cache.provide(name, target -> make(sdk, target));
        Path feed = folder.resolve("feed");
        Path config = folder.resolve("NuGet.Config");
        String content = config(feed);
        if (!Files.exists(config) || !Files.readString(config).equals(content)) {
            Secrets.write(config, content);
        }
        return config;
    }

    private void make(DotnetSdk sdk, Path target) throws IOException {
        journal.say("Making the package feed of the samples (once) ...");
        Path feed = Files.createDirectory(target.resolve("feed"));
        Map<String, String> environment = new HashMap<>(sdk.environment());
        Command.Result result =
                new Command(
                                List.of("/bin/sh", script.toString(), feed.toString()),
                                environment,
                                target,
                                WITHIN)
                        .run();
        if (!result.succeeded()) {
            throw new IOException("the feed of the samples can't be made: " + result.output());
        }
    }

    private static boolean isSource(Path file) {
        for (Path part : file) {
            if (part.toString().equals("bin") || part.toString().equals("obj")) {
                return false;
            }
        }
        return Files.isRegularFile(file);
    }

    private static String config(Path feed) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <configuration>
                  <packageSources>
                    <clear />
                    <add key="testkit" value="%s" />
                  </packageSources>
                </configuration>
                """
                .formatted(feed.toString().replace("&", "&amp;").replace("\"", "&quot;"));
    }

    private static String digest(Path kit) throws IOException {
        try (Stream<Path> files = Files.walk(kit)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.filter(TestKitFeed::isSource).sorted().toList()) {
                digest.update(kit.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
