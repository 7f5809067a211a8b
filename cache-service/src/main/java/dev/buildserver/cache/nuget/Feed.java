package dev.buildserver.cache.nuget;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.blob.Blobs;
import dev.buildserver.cache.nuget.PackageSource.Versions;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.StoredContent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Packages of the configured sources. A package never changes once it was fetched: it is asked for
 * by its name only the first time. Lists of versions are asked for again when they are not fresh
 * any more; when a source does not answer then, the old list goes on.
 */
@Singleton
class Feed {
    private static final Logger LOG = Logger.getLogger(Feed.class);

    private final Sources sources;
    private final FeedRecords records;
    private final Blobs blobs;
    private final SingleFlight flights = new SingleFlight();
    private final InstantSource clock;
    private final NugetConfig config;

    Feed(
            Sources sources,
            FeedRecords records,
            Blobs blobs,
            InstantSource clock,
            NugetConfig config) {
        this.sources = sources;
        this.records = records;
        this.blobs = blobs;
        this.clock = clock;
        this.config = config;
    }

    /**
     * What is known of a package's content.
     *
     * @param sha512 as lock files have it; stays the same for ever
     */
    record Fetched(String source, String sha256, String sha512, long sizeBytes) {}

    /** A list of versions with the time at which the source was asked. */
    record Listed(List<String> versions, String etag, Instant asked) {}

    /**
     * All versions of a package in all sources; empty when none has it.
     *
     * @throws BuildServerException {@code UPSTREAM_FAILED} when a source does not answer and
     *     nothing is known from before
     */
    List<String> versions(String id) {
        TreeSet<String> all = new TreeSet<>();
        for (PackageSource source : sources.all()) {
            all.addAll(flights.run("list " + source.address() + " " + id, () -> list(source, id)));
        }
        return List.copyOf(all);
    }

    /**
     * Opens a package.
     *
     * @throws BuildServerException {@code NOT_FOUND}, {@code UPSTREAM_FAILED}
     */
    StoredContent open(PackageName name) {
        return openStored(name)
                .or(
                        () -> {
                            flights.run(
                                    "package " + name.fileName(), () -> fetchUnlessStored(name));
                            return openStored(name);
                        })
                .orElseThrow(() -> notFound(name));
    }

    /** The digest of a package that was opened before. */
    Optional<Fetched> fetched(PackageName name) {
        return records.read("package " + name.fileName(), Fetched.class);
    }

    private Optional<StoredContent> openStored(PackageName name) {
        return fetched(name)
                .flatMap(f -> blobs.find(EntryKey.blob(EntryKey.EVERYBODY, f.sha256())));
    }

    private List<String> list(PackageSource source, String id) {
        String record = "versions " + source.address() + " " + id;
        Optional<Listed> before = records.read(record, Listed.class);
        Instant now = clock.instant();
        if (before.isPresent() && now.isBefore(before.get().asked().plus(config.freshFor()))) {
            return before.get().versions();
        }
        try {
            Versions known =
                    before.map(listed -> new Versions(listed.versions(), listed.etag()))
                            .orElse(null);
            Versions versions =
                    source.versions(id, known).orElseGet(() -> new Versions(List.of(), null));
            records.write(record, new Listed(versions.versions(), versions.etag(), now));
            return versions.versions();
        } catch (IOException e) {
            LOG.warnf("%s does not tell the versions of %s: %s", source.address(), id, e);
            return before.map(Listed::versions).orElseThrow(() -> failed(source, e));
        }
    }

    // Another flight may have ended between the caller's look and its own.
    private Boolean fetchUnlessStored(PackageName name) {
        Optional<StoredContent> stored = openStored(name);
        if (stored.isEmpty()) {
            return fetch(name);
        }
        try {
            stored.get().stream().close();
        } catch (IOException e) {
            LOG.debugf(e, "%s was looked at, and its stream can't be closed", name.fileName());
        }
        return true;
    }

    private Boolean fetch(PackageName name) {
        BuildServerException failure = null;
        for (PackageSource source : sources.all()) {
            try {
                Optional<InputStream> content = source.open(name);
                if (content.isPresent()) {
                    keep(source, name, content.get());
                    return true;
                }
            } catch (IOException e) {
                LOG.warnf("%s does not give %s: %s", source.address(), name.fileName(), e);
                failure = failure == null ? failed(source, e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    private void keep(PackageSource source, PackageName name, InputStream content)
            throws IOException {
        try (Download download =
                Download.of(content, name, config.maxPackageSize().asLongValue())) {
            Optional<Fetched> before = fetched(name);
            if (before.isPresent() && !before.get().sha512().equals(download.sha512())) {
                // Lock files that were written meanwhile have the first one's hash.
                throw new IOException(
                        "%s has other content than before, when it came from %s"
                                .formatted(name.fileName(), before.get().source()));
            }
            try (InputStream in = Files.newInputStream(download.file())) {
                blobs.write(
                        EntryKey.blob(EntryKey.EVERYBODY, download.sha256()),
                        in,
                        download.sizeBytes());
            }
            records.write(
                    "package " + name.fileName(),
                    new Fetched(
                            source.address(),
                            download.sha256(),
                            download.sha512(),
                            download.sizeBytes()));
        }
    }

    private static BuildServerException failed(PackageSource source, IOException e) {
        return new BuildServerException(
                ErrorCode.UPSTREAM_FAILED,
                "The package source %s failed: %s".formatted(source.address(), e.getMessage()),
                e);
    }

    private static BuildServerException notFound(PackageName name) {
        return new BuildServerException(
                ErrorCode.NOT_FOUND, "No package source has " + name.fileName());
    }
}
