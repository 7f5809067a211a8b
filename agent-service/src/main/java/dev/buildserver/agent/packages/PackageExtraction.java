package dev.buildserver.agent.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks a package as NuGet does in its global folder, so that NuGet takes it for its own. */
final class PackageExtraction {
    private static final List<String> LEFT_OUT =
            List.of("_rels/", "package/", "[content_types].xml");

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** NuGet's own. */
    private static final Set<PosixFilePermission> MODE =
            PosixFilePermissions.fromString("rwxr--r--");

    private static final long MOST_BYTES = 4L << 30;
    private static final int BUFFER = 64 * 1024;

    private final PackageId id;
    private final Path folder;
    private long written;

    private PackageExtraction(PackageId id, Path folder) {
        this.id = id;
        this.folder = folder;
    }

    /**
     * Unpacks a package.
     *
     * @param folder is there, empty
     * @throws IOException also where the file is no package, or wants to write elsewhere
     */
    static void of(Path nupkg, PackageId id, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(nupkg.toFile())) {
            PackageExtraction extraction = new PackageExtraction(id, folder);
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                extraction.take(zip, entries.nextElement());
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(nupkg.getFileName() + " has names that can't be read", e);
        }
        if (!Files.isRegularFile(folder.resolve(id.id() + ".nuspec"))) {
            throw new IOException(nupkg.getFileName() + " is no package: it has no nuspec");
        }
    }

    private void take(ZipFile zip, ZipEntry entry) throws IOException {
        String name = name(entry);
        String lower = name.toLowerCase(Locale.ROOT);
        if (entry.isDirectory()
                || lower.endsWith(".nupkg")
                || LEFT_OUT.stream().anyMatch(lower::startsWith)) {
            return;
        }
        boolean nuspec = lower.endsWith(".nuspec") && lower.indexOf('/') < 0;
        Path target = folder.resolve(nuspec ? id.id() + ".nuspec" : name).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
            throw new IOException("'" + name + "' leads out of the package");
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            copy(in, out);
        }
        if (POSIX) {
            Files.setPosixFilePermissions(target, MODE);
        }
        // Or MSBuild would take everything that was built with it for out of date.
        Files.setLastModifiedTime(target, FileTime.fromMillis(entry.getTime()));
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            written += n;
            if (written > MOST_BYTES) {
                throw new IOException(id.file() + " is too large when it is unpacked");
            }
            out.write(buffer, 0, n);
        }
    }

    // As in addresses, but that a plus is a plus.
    private static String name(ZipEntry entry) {
        String name = entry.getName().replace('\\', '/').replace("+", "%2B");
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }
}
