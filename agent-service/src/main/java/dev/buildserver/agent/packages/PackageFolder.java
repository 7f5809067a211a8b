package dev.buildserver.agent.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.contract.cache.PackageList;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder of unpacked packages, in the form of NuGet's global one. A package appears whole or not
 * at all, so any number of attempts may use it at the same time.
 */
public final class PackageFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = ".nupkg.metadata";

    /** NuGet looks for no package of that name. */
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;

    /**
     * @param folder is made when something is added
     */
    public PackageFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    /** Whether a package is here, with the hash of its file or of its content. */
    boolean holds(PackageId id, String sha512) {
        return fileHash(id).filter(sha512::equals).isPresent()
                || contentHash(id).filter(sha512::equals).isPresent();
    }

    /** SHA-512 of a package's file, base64; empty where the package is not here. */
    Optional<String> fileHash(PackageId id) {
        Path file = place(id).resolve(id.file() + ".sha512");
        try {
            return Files.isRegularFile(place(id).resolve(METADATA)) && Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> contentHash(PackageId id) {
        try {
            Path file = place(id).resolve(METADATA);
            JsonNode metadata =
                    Files.isRegularFile(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
            return Optional.ofNullable(metadata.path("contentHash").textValue());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds a package, unless it is here.
     *
     * @param nupkg its file
     * @param item what it should be; the hash may be that of the file or of the content
     * @throws IOException also where the file is something else
     */
    void add(PackageId id, Path nupkg, PackageList.Item item) throws IOException {
        String file = PackageHash.ofFile(nupkg);
        String content = PackageHash.ofContent(nupkg);
        if (!item.sha512().equals(file) && !item.sha512().equals(content)) {
            throw new IOException(
                    "%s is not what it should be: its SHA-512 is %s, not %s"
                            .formatted(id.file(), content, item.sha512()));
        }
        Path target = place(id);
        if (Files.isRegularFile(target.resolve(METADATA))) {
            return;
        }
        Path unfinished = newFolder();
        try {
            PackageExtraction.of(nupkg, id, unfinished);
            Files.copy(nupkg, unfinished.resolve(id.file()));
            Files.writeString(unfinished.resolve(id.file() + ".sha512"), file);
            ObjectNode metadata = JSON.createObjectNode();
            metadata.put("version", 2).put("contentHash", content).putNull("source");
            Files.write(unfinished.resolve(METADATA), JSON.writeValueAsBytes(metadata));
            Files.createDirectories(target.getParent());
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another attempt may have been quicker.
            if (!Files.isRegularFile(target.resolve(METADATA))) {
                throw e;
            }
        } finally {
            delete(unfinished);
        }
    }

    /** A new file or folder for what is not finished, which nobody takes for a package. */
    Path newPlace() throws IOException {
        Path place = folder.resolve(UNFINISHED);
        Files.createDirectories(place);
        return place.resolve(UUID.randomUUID().toString());
    }

    private Path newFolder() throws IOException {
        return Files.createDirectory(newPlace());
    }

    /** All packages. */
    List<PackageId> all() throws IOException {
        List<PackageId> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            for (Path id : below(folder)) {
                for (Path version : below(id)) {
                    PackageId.of(id.getFileName().toString(), version.getFileName().toString())
                            .filter(one -> Files.isRegularFile(version.resolve(METADATA)))
                            .ifPresent(all::add);
                }
            }
        }
        return all;
    }

    Path place(PackageId id) {
        return folder.resolve(id.id()).resolve(id.version());
    }

    private static List<Path> below(Path folder) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        folder, file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))) {
            List<Path> below = new ArrayList<>();
            files.forEach(below::add);
            return below;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
