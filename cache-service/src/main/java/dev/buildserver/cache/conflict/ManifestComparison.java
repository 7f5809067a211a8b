package dev.buildserver.cache.conflict;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.blob.Blobs;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.OutputManifest;
import dev.buildserver.contract.cache.OutputManifest.OutputFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Finds the files that differ between two values. */
@Singleton
class ManifestComparison {
    private static final Logger LOG = Logger.getLogger(ManifestComparison.class);
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_FILES = 1000;

    private final Blobs blobs;
    private final ObjectMapper mapper;

    ManifestComparison(Blobs blobs, ObjectMapper mapper) {
        this.blobs = blobs;
        this.mapper = mapper;
    }

    /** The first {@value #MOST_FILES}; none when one of the values is gone or no manifest. */
    List<DifferingFile> differing(String tenant, String first, String other) {
        Optional<Map<String, OutputFile>> one = files(tenant, first);
        Optional<Map<String, OutputFile>> two = files(tenant, other);
        if (one.isEmpty() || two.isEmpty()) {
            return List.of();
        }
        TreeSet<String> paths = new TreeSet<>(one.get().keySet());
        paths.addAll(two.get().keySet());
        List<DifferingFile> differing = new ArrayList<>();
        for (String path : paths) {
            OutputFile a = one.get().get(path);
            OutputFile b = two.get().get(path);
            if (!Objects.equals(a, b) && differing.size() < MOST_FILES) {
                differing.add(new DifferingFile(path, digest(a), digest(b)));
            }
        }
        return differing;
    }

    private static String digest(OutputFile file) {
        return file == null ? null : file.sha256();
    }

    private Optional<Map<String, OutputFile>> files(String tenant, String digest) {
        return blobs.find(EntryKey.blob(tenant, digest))
                .flatMap(blob -> parsed(digest, blob.stream()));
    }

    private Optional<Map<String, OutputFile>> parsed(String digest, InputStream stream) {
        try (stream) {
            OutputManifest manifest =
                    mapper.readValue(stream.readNBytes(MOST_BYTES), OutputManifest.class);
            if (manifest == null || manifest.files() == null) {
                return Optional.empty();
            }
            Map<String, OutputFile> files = new TreeMap<>();
            manifest.files().forEach(file -> files.put(file.path(), file));
            return Optional.of(files);
        } catch (IOException | RuntimeException e) {
            // Another form of value, or broken off: the conflict is told without the files.
            LOG.debugf(e, "Blob %s can't be read as a manifest", digest);
            return Optional.empty();
        }
    }
}
