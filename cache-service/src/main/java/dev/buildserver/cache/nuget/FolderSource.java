package dev.buildserver.cache.nuget;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of packages: side by side, or as {@code id/version/id.version.nupkg}. */
final class FolderSource implements PackageSource {
    private static final String SUFFIX = ".nupkg";

    private final Path folder;

    FolderSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public String address() {
        return folder.toString();
    }

    @Override
    public Optional<Versions> versions(String id, Versions known) throws IOException {
        List<String> versions;
        try (Stream<Path> files = files(id)) {
            versions =
                    files.map(file -> version(id, file))
                            .flatMap(Optional::stream)
                            .distinct()
                            .sorted()
                            .toList();
        }
        return versions.isEmpty() ? Optional.empty() : Optional.of(new Versions(versions, null));
    }

    @Override
    public Optional<InputStream> open(PackageName name) throws IOException {
        Optional<Path> found;
        try (Stream<Path> files = files(name.id())) {
            found =
                    files.filter(
                                    file ->
                                            version(name.id(), file)
                                                    .equals(Optional.of(name.version())))
                            .findFirst();
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(Files.newInputStream(found.get()));
    }

    private Stream<Path> files(String id) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("There is no folder " + folder);
        }
        return Files.find(
                folder,
                3,
                (path, attributes) ->
                        attributes.isRegularFile()
                                && path.getFileName()
                                        .toString()
                                        .toLowerCase(Locale.ROOT)
                                        .startsWith(id + "."));
    }

    /** The version in a file's name; empty for another package whose id begins the same. */
    private static Optional<String> version(String id, Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(SUFFIX) || name.length() <= id.length() + 1 + SUFFIX.length()) {
            return Optional.empty();
        }
        String version = name.substring(id.length() + 1, name.length() - SUFFIX.length());
        return Optional.of(version).filter(v -> v.matches("[0-9]+(\\.[0-9]+){1,3}([-+].*)?"));
    }
}
