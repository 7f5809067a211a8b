package dev.buildserver.benchmarks.proof.solution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The bytes of a NuGet package; the same each time. */
public final class Nupkg {
    private static final String NUSPEC =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>%s</id>
                <version>%s</version>
                <authors>Somebody</authors>
                <description>For proofs.</description>
                <dependencies><group targetFramework=".NETStandard2.1" /></dependencies>
              </metadata>
            </package>
            """;

    private Nupkg() {}

    /** One that holds a library, and what else. */
    public static byte[] of(String id, String version, Binaries library, Map<String, String> more) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(id + ".nuspec", utf8(NUSPEC.formatted(id, version)));
        files.put("lib/netstandard2.1/External.dll", library.bytes());
        more.forEach((path, text) -> files.put(path, utf8(text)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
