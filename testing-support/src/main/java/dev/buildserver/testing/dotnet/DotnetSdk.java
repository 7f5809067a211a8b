package dev.buildserver.testing.dotnet;

import dev.buildserver.embedded.cache.UserCache;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The .NET SDK of this machine, for tests that build for real: {@code DOTNET_ROOT}, else PATH, else
 * what the launcher has fetched into the user's cache. Tests without one fail; they are never
 * skipped.
 *
 * @param root its folder
 * @param environment in which it runs on this machine
 */
public record DotnetSdk(Path root, Map<String, String> environment) {
    private static final String OPENSSL = "openssl-1.1";

    public DotnetSdk {
        environment = Map.copyOf(environment);
    }

    /**
     * @throws IllegalStateException there is none; the message says how to get one
     */
    public static DotnetSdk find() {
        return find(System.getenv(), UserCache.ofUser().folder());
    }

    static DotnetSdk find(Map<String, String> environment, Path cache) {
        Path root =
                Stream.of(
                                Optional.ofNullable(environment.get("DOTNET_ROOT"))
                                        .map(Path::of)
                                        .filter(DotnetSdk::isSdk),
                                onPath(environment),
                                inCache(cache))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "These tests need a .NET SDK, and there is none in"
                                                        + " DOTNET_ROOT, on PATH, or in "
                                                        + cache
                                                        + ". Install one, or let the launcher fetch"
                                                        + " one: ./buildserver sdk"));
        return new DotnetSdk(root, runnable(environment, root, cache));
    }

    /** The first number of the newest version that is installed. */
    public int newestMajor() {
        try (Stream<Path> versions = Files.list(root.resolve("sdk"))) {
            return versions.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d+\\..*"))
                    .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('.'))))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> runnable(
            Map<String, String> environment, Path root, Path cache) {
        Map<String, String> runnable = new HashMap<>(environment);
        runnable.put("DOTNET_ROOT", root.toString());
        runnable.putIfAbsent("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        Path openSsl = cache.resolve(OPENSSL);
        if (Files.isDirectory(openSsl)) {
            runnable.putIfAbsent("LD_LIBRARY_PATH", openSsl.toString());
        }
        return runnable;
    }

    private static Optional<Path> onPath(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve("dotnet"))
                .filter(Files::isExecutable)
                .map(DotnetSdk::folderOf)
                .filter(DotnetSdk::isSdk)
                .findFirst();
    }

    private static Optional<Path> inCache(Path cache) {
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("dotnet-sdk-"))
                    .filter(DotnetSdk::isSdk)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folderOf(Path program) {
        try {
            return program.toRealPath().getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSdk(Path root) {
        return List.of("dotnet", "dotnet.exe").stream()
                        .anyMatch(name -> Files.isExecutable(root.resolve(name)))
                && Files.isDirectory(root.resolve("sdk"));
    }
}
