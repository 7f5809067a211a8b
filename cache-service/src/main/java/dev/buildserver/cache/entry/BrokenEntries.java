package dev.buildserver.cache.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.Scope;
import dev.buildserver.cache.blob.Blobs;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.ReportBroken;
import dev.buildserver.contract.cache.ReportBroken.BrokenEntry;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ContentMismatchException;
import dev.buildserver.storage.StoredContent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drops entries that can't be used because blobs of them are gone. Callers need not be believed:
 * the blob must be one of the entry's, and must not be readable.
 */
@ApplicationScoped
class BrokenEntries {
    private static final int MOST_VALUE_BYTES = 16 << 20;

    private final Records records;
    private final RecordLocks locks;
    private final Blobs blobs;
    private final CacheAccess access;
    private final ObjectMapper mapper;

    BrokenEntries(
            Records records,
            RecordLocks locks,
            Blobs blobs,
            CacheAccess access,
            ObjectMapper mapper) {
        this.records = records;
        this.locks = locks;
        this.blobs = blobs;
        this.access = access;
        this.mapper = mapper;
    }

    ReportBroken.Answer drop(ReportBroken report) {
        int schema = RecordKeys.checked(report.schema());
        List<String> dropped = new ArrayList<>();
        for (BrokenEntry broken : report.entries()) {
            for (Scope scope : access.readable()) {
                EntryKey key = RecordKeys.of(access.tenant(), scope, schema, broken.key());
                Optional<EntryRecord> record =
                        Optional.ofNullable(records.read(List.of(key)).get(key.storageKey()));
                if (record.isPresent() && isBroken(record.get(), broken)) {
                    locks.with(List.of(key), keys -> remove(key, broken.strongKey()));
                    dropped.add(broken.strongKey());
                }
            }
        }
        return new ReportBroken.Answer(dropped.stream().distinct().toList());
    }

    private void remove(EntryKey key, String strongKey) {
        EntryRecord record = records.readStored(List.of(key)).get(key.storageKey());
        if (record != null) {
            List<CacheEntry> left =
                    record.entries(mapper).stream()
                            .filter(entry -> !entry.strongKey().equals(strongKey))
                            .toList();
            records.write(
                    List.of(new Records.Named(key, EntryRecord.of(access.tenant(), left, mapper))));
        }
    }

    private boolean isBroken(EntryRecord record, BrokenEntry broken) {
        return record.entries(mapper).stream()
                .filter(entry -> entry.strongKey().equals(broken.strongKey()))
                .anyMatch(entry -> isBroken(entry, broken));
    }

    private boolean isBroken(CacheEntry entry, BrokenEntry broken) {
        Optional<String> value = text(entry.value());
        if (value.isEmpty()) {
            return true;
        }
        // Values name further blobs by their digests, whatever else their form is.
        return broken.blobs().stream()
                .filter(blob -> blob.equals(entry.diagnostics()) || value.get().contains(blob))
                .anyMatch(blob -> !isReadable(blob));
    }

    private Optional<String> text(String digest) {
        Optional<StoredContent> content = blobs.findStored(EntryKey.blob(access.tenant(), digest));
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream stream = content.get().stream()) {
            return Optional.of(
                    new String(stream.readNBytes(MOST_VALUE_BYTES), StandardCharsets.ISO_8859_1));
        } catch (ContentMismatchException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private boolean isReadable(String digest) {
        Optional<StoredContent> content = blobs.findStored(EntryKey.blob(access.tenant(), digest));
        if (content.isEmpty()) {
            return false;
        }
        try (InputStream stream = content.get().stream()) {
            stream.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (ContentMismatchException e) {
            return false;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static BuildServerException unavailable(IOException e) {
        return new BuildServerException(ErrorCode.UNAVAILABLE, "The object storage broke off", e);
    }
}
