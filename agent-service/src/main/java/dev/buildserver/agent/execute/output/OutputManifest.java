package dev.buildserver.agent.execute.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Every file that a build made, with its hash: two builds of one commit made the same if their
 * manifests are equal. Packages are listed by their entries, for packing gives each package other
 * bytes.
 */
public final class OutputManifest {
    /** Of the format; another number means other fields. */
    public static final int SCHEMA = 1;

    private static final String FILE = "100644";
    private static final String PROGRAM = "100755";
    private static final String LINK = "120000";

    private final Map<String, ManifestEntry> entries = new TreeMap<>();

    /**
     * Adds what lies in the source tree and is no source.
     *
     * @param tracked the sources' paths in the tree, with forward slashes
     */
    public OutputManifest addTree(Path source, Set<String> tracked) throws IOException {
        for (Path file : BuiltFiles.of(source, tracked)) {
            add(source.relativize(file).toString().replace('\\', '/'), file);
        }
        return this;
    }

    /** Adds published apps, one folder each; the folder may be absent. */
    public OutputManifest addPublished(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return this;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(OutputManifest::isFile)::iterator) {
                add("published/" + folder.relativize(file).toString().replace('\\', '/'), file);
            }
        }
        return this;
    }

    /** Adds NuGet packages; the folder may be absent. */
    public OutputManifest addPackages(Path folder) throws IOException {
        for (String ending : List.of(".nupkg", ".snupkg")) {
            for (Path file : FilesBelow.list(folder, ending)) {
                addEntries(file);
            }
        }
        return this;
    }

    /** In the order of their paths. */
    public List<ManifestEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** Writes it as JSON; equal manifests give equal bytes. */
    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.write(file, json.writeValueAsBytes(new Document(SCHEMA, entries())));
    }

    private static boolean isFile(Path file) {
        return Files.isSymbolicLink(file) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private void addEntries(Path archive) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            Enumeration<ZipArchiveEntry> all = zip.getEntries();
            while (all.hasMoreElements()) {
                ZipArchiveEntry entry = all.nextElement();
                if (!entry.isDirectory() && !isRandom(entry.getName())) {
                    String path = "packages/" + archive.getFileName() + "/" + entry.getName();
                    try (InputStream in = zip.getInputStream(entry)) {
                        put(path, FILE, in);
                    }
                }
            }
        }
    }

    // Named by, or holding, ids that each pack makes up.
    private static boolean isRandom(String entry) {
        return entry.equals("_rels/.rels") || entry.endsWith(".psmdcp");
    }

    private void add(String path, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            byte[] target =
                    Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
            String hash = HexFormat.of().formatHex(sha256().digest(target));
            entries.put(path, new ManifestEntry(path, LINK, target.length, hash));
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            put(path, isProgram(file) ? PROGRAM : FILE, in);
        }
    }

    private void put(String path, String mode, InputStream content) throws IOException {
        MessageDigest digest = sha256();
        long size =
                new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
        String hash = HexFormat.of().formatHex(digest.digest());
        entries.put(path, new ManifestEntry(path, mode, size, hash));
    }

    private static boolean isProgram(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Document(int schema, List<ManifestEntry> files) {}
}
