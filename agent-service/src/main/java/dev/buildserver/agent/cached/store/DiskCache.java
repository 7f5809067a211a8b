package dev.buildserver.agent.cached.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The agent's own disk: a folder of contents and one of entries. Files appear whole or not at all,
 * so several attempts, and several agents, may use it at the same time. Their times tell when they
 * were last used.
 */
public final class DiskCache implements CacheLevel {
    private static final Logger LOG = Logger.getLogger(DiskCache.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER = 64 * 1024;

    private final Path contents;
    private final List<Path> entries;
    private final Path unfinished;
    private final EntryMemory memory;
    private final DiskSpace space;
    private final InstantSource clock;

    /**
     * @param folder is made when something is written
     * @param scopes whose entries are read; new ones go to the first. Contents are shared: their
     *     names prove them
     * @param memory of this agent
     * @param space of the folder
     */
    public DiskCache(
            Path folder,
            List<String> scopes,
            EntryMemory memory,
            DiskSpace space,
            InstantSource clock) {
        this.memory = memory;
        this.contents = folder.resolve("contents");
        this.entries =
                scopes.stream()
                        .map(scope -> folder.resolve("entries-" + KeyText.SCHEMA).resolve(scope))
                        .toList();
        this.unfinished = folder.resolve("unfinished");
        this.space = space;
        this.clock = clock;
    }

    @Override
    public Map<String, List<Entry>> find(Collection<String> keys) {
        Map<String, List<Entry>> found = new HashMap<>();
        for (String key : keys) {
            List<Entry> known = new ArrayList<>();
            for (Path scope : entries) {
                Path file = entryFile(scope, key);
                List<Entry> inScope = entries(file);
                if (!inScope.isEmpty()) {
                    used(file);
                    known.addAll(inScope);
                }
            }
            if (!known.isEmpty()) {
                found.put(key, known);
            }
        }
        return found;
    }

    // Two attempts that add at once may lose one of the two: then it is built once more.
    @Override
    public void add(Map<String, Entry> added) throws IOException {
        for (Map.Entry<String, Entry> one : added.entrySet()) {
            Path file = entryFile(entries.get(0), one.getKey());
            List<Entry> kept = new ArrayList<>(List.of(one.getValue()));
            entries(file).stream()
                    .filter(old -> !old.holdsAsLongAs(one.getValue()))
                    .limit(ENTRIES_PER_KEY - 1L)
                    .forEach(kept::add);
            place(file, JSON.writeValueAsBytes(kept));
            memory.forget(file);
        }
    }

    @Override
    public Set<String> missing(Collection<String> wanted) {
        Set<String> missing = new HashSet<>();
        for (String sha256 : wanted) {
            if (!Files.isRegularFile(contentFile(sha256))) {
                missing.add(sha256);
            }
        }
        return missing;
    }

    /** Where a content is, unchecked; empty where it is not here. */
    public Optional<Path> file(String sha256) {
        return Optional.of(contentFile(sha256)).filter(Files::isRegularFile);
    }

    @Override
    public boolean read(String sha256, Path target) throws IOException {
        Path file = contentFile(sha256);
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(file)) {
            copy(in, target, digest);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (!Sha256.text(digest).equals(sha256)) {
            LOG.warnf("The cache's content %s is damaged; it is removed", sha256);
            Files.deleteIfExists(file);
            Files.delete(target);
            return false;
        }
        used(file);
        return true;
    }

    @Override
    public void write(Map<String, Path> files) throws IOException {
        long written = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path target = contentFile(file.getKey());
            if (Files.isRegularFile(target)) {
                used(target);
                continue;
            }
            Path copy = newFile();
            try {
                MessageDigest digest = Sha256.digest();
                try (InputStream in =
                        Files.newInputStream(file.getValue(), LinkOption.NOFOLLOW_LINKS)) {
                    written += copy(in, copy, digest);
                }
                if (!Sha256.text(digest).equals(file.getKey())) {
                    throw new IOException(file.getValue() + " changed while it was stored");
                }
                move(copy, target);
            } finally {
                Files.deleteIfExists(copy);
            }
        }
        space.wrote(written);
    }

    private static long copy(InputStream in, Path target, MessageDigest digest) throws IOException {
        long size = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                size += n;
            }
        }
        return size;
    }

    private List<Entry> entries(Path file) {
        try {
            Optional<List<Entry>> known = memory.get(file);
            if (known.isPresent()) {
                return known.get();
            }
            BasicFileAttributes before = EntryMemory.attributes(file);
            if (!before.isRegularFile()) {
                return List.of();
            }
            List<Entry> entries =
                    List.copyOf(JSON.readValue(file.toFile(), new TypeReference<List<Entry>>() {}));
            memory.put(file, before, entries);
            return entries;
        } catch (NoSuchFileException | FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warnf("Entries in %s are damaged and are not used: %s", file, e.getMessage());
            return List.of();
        }
    }

    private void place(Path target, byte[] content) throws IOException {
        Path file = newFile();
        try {
            Files.write(file, content);
            move(file, target);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Path newFile() throws IOException {
        Files.createDirectories(unfinished);
        return unfinished.resolve(UUID.randomUUID().toString());
    }

    private static void move(Path file, Path target) throws IOException {
        try {
            Files.createDirectories(target.getParent());
        } catch (FileAlreadyExistsException e) {
            throw new IOException(target.getParent() + " is no folder", e);
        }
        Files.move(
                file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void used(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            LOG.debugf("%s has gone meanwhile", file);
        }
    }

    private Path contentFile(String sha256) {
        return contents.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static Path entryFile(Path scope, String key) {
        return scope.resolve(key.substring(0, 2)).resolve(key + ".json");
    }
}
