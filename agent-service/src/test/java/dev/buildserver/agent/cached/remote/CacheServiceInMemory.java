package dev.buildserver.agent.cached.remote;

import dev.buildserver.contract.cache.AskMissing;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.contract.cache.BlobsStored;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.EntriesFound;
import dev.buildserver.contract.cache.EntriesStored;
import dev.buildserver.contract.cache.FetchBlobs;
import dev.buildserver.contract.cache.LookupEntries;
import dev.buildserver.contract.cache.PinsRenewed;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportBroken;
import dev.buildserver.contract.cache.ReportVerification;
import dev.buildserver.contract.cache.StoreEntries;
import dev.buildserver.contract.cache.StrongKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cache service that keeps everything in memory, and can be made to fail. */
final class CacheServiceInMemory implements CacheCalls {
    final Map<String, byte[]> blobs = new LinkedHashMap<>();
    final Map<String, List<CacheEntry>> entries = new LinkedHashMap<>();
    final List<ReportVerification.Verified> verified = new ArrayList<>();
    ProjectQuarantine quarantine = ProjectQuarantine.NONE;
    final List<ReportBroken.BrokenEntry> broken = new ArrayList<>();
    final Set<String> pinned = new LinkedHashSet<>();

    /** Number of entries of each request to store some. */
    final List<Integer> requests = new ArrayList<>();

    int renewals;
    int releases;
    int calls;
    boolean down;

    /** The key of an entry that it refuses, with all of its request; null for none. */
    String unacceptable;

    /** Whether it answers questions with {@code null}. */
    boolean senseless;

    @Override
    public <T> T get(String path, Class<T> answer) throws IOException {
        check();
        return answer.cast(quarantine);
    }

    @Override
    public void tell(String path, Object message) throws IOException {
        check();
        verified.addAll(((ReportVerification) message).projects());
    }

    @Override
    public <T> T post(String path, Object question, Class<T> answer) throws IOException {
        check();
        if (senseless) {
            return null;
        }
        if (question instanceof LookupEntries lookup) {
            return answer.cast(found(lookup));
        }
        if (question instanceof AskMissing ask) {
            List<String> missing =
                    ask.digests().stream().filter(digest -> !blobs.containsKey(digest)).toList();
            pinned.addAll(ask.digests());
            pinned.removeAll(missing);
            return answer.cast(new AskMissing.Answer(missing, 60));
        }
        if (answer == PinsRenewed.class) {
            renewals++;
            return answer.cast(new PinsRenewed(!pinned.isEmpty(), 60));
        }
        if (question instanceof ReportBroken report) {
            broken.addAll(report.entries());
            return answer.cast(new ReportBroken.Answer(List.of()));
        }
        return answer.cast(store((StoreEntries) question));
    }

    @Override
    public void delete(String path) throws IOException {
        check();
        releases++;
        pinned.clear();
    }

    @Override
    public <T> T upload(String path, Iterable<byte[]> content, String type, Class<T> answer)
            throws IOException {
        check();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] piece : content) {
            stream.write(piece);
        }
        Map<String, ByteArrayOutputStream> received = new LinkedHashMap<>();
        Frames.read(
                new ByteArrayInputStream(stream.toByteArray()),
                new Frames.Receiver() {
                    @Override
                    public OutputStream begin(String sha256) {
                        return received.computeIfAbsent(sha256, s -> new ByteArrayOutputStream());
                    }

                    @Override
                    public void end(String sha256, boolean good) {
                        blobs.put(sha256, received.get(sha256).toByteArray());
                    }
                });
        return answer.cast(new BlobsStored(received.size(), List.of()));
    }

    @Override
    public void download(String path, Object question, Path target) throws IOException {
        check();
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(target))) {
            for (String digest : ((FetchBlobs) question).digests()) {
                byte[] content = blobs.get(digest);
                long size = content == null ? BlobFrames.MISSING : content.length;
                BlobFrames.writeHead(out, new BlobFrames.Head(digest, size));
                if (content != null) {
                    out.write(content);
                    out.write(BlobFrames.GOOD);
                }
            }
            BlobFrames.writeEnd(out);
        }
    }

    void damage(String sha256, String what) {
        if (what.equals("gone")) {
            blobs.remove(sha256);
        } else {
            blobs.put(sha256, new byte[] {1, 2, 3});
        }
    }

    private void check() throws IOException {
        calls++;
        if (down) {
            throw new IOException("connection refused");
        }
    }

    private EntriesFound found(LookupEntries lookup) {
        List<EntriesFound.KeyEntries> found = new ArrayList<>();
        for (String key : lookup.keys()) {
            if (entries.containsKey(key)) {
                found.add(new EntriesFound.KeyEntries(key, entries.get(key)));
            }
        }
        return new EntriesFound(found);
    }

    private EntriesStored store(StoreEntries request) throws IOException {
        requests.add(request.entries().size());
        if (request.entries().stream().anyMatch(entry -> entry.key().equals(unacceptable))) {
            throw new CacheRefusedException("answered 400", null);
        }
        for (StoreEntries.NewEntry entry : request.entries()) {
            entries.computeIfAbsent(entry.key(), key -> new ArrayList<>())
                    .add(
                            0,
                            new CacheEntry(
                                    StrongKey.of(entry.key(), entry.observed()),
                                    entry.kind(),
                                    entry.observed(),
                                    entry.value(),
                                    entry.outId(),
                                    entry.diagnostics(),
                                    entry.firstCommit(),
                                    entry.costMillis(),
                                    "test",
                                    Instant.EPOCH,
                                    false));
        }
        return new EntriesStored(List.of());
    }
}
