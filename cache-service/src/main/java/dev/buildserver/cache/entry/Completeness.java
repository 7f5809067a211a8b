package dev.buildserver.cache.entry;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.pin.Holds;
import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.cache.usage.Pins;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.StoreEntries.NewEntry;
import dev.buildserver.storage.ObjectStorage;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Whether all blobs of new entries are there: half of an upload must not make a hit. */
@Singleton
class Completeness {
    private final Pins pins;
    private final ObjectStorage storage;
    private final StorageTasks tasks;
    private final Holds holds;

    Completeness(Pins pins, ObjectStorage storage, StorageTasks tasks, Holds holds) {
        this.pins = pins;
        this.storage = storage;
        this.tasks = tasks;
        this.holds = holds;
    }

    /** The digests that are missing, for each entry that is not complete. */
    Map<NewEntry, List<String>> missing(String tenant, List<NewEntry> entries) {
        Set<String> all = new LinkedHashSet<>();
        entries.forEach(entry -> all.addAll(digests(entry)));
        Set<String> there = there(tenant, List.copyOf(all));
        Map<NewEntry, List<String>> missing = new IdentityHashMap<>();
        for (NewEntry entry : entries) {
            List<String> gone = digests(entry).stream().filter(d -> !there.contains(d)).toList();
            if (!gone.isEmpty()) {
                missing.put(entry, gone);
            }
        }
        return missing;
    }

    private Set<String> there(String tenant, List<String> digests) {
        List<String> names =
                digests.stream().map(digest -> EntryKey.blob(tenant, digest).storageKey()).toList();
        Usage.Known known = pins.pin(names, holds.current());
        Set<String> there = new HashSet<>();
        List<Callable<Boolean>> questions = new ArrayList<>();
        for (int i = 0; i < digests.size(); i++) {
            String name = names.get(i);
            String digest = digests.get(i);
            if (known.keys().contains(name)) {
                there.add(digest);
            } else if (!known.complete()) {
                questions.add(() -> storage.size(name).isPresent() && add(there, digest));
            }
        }
        tasks.all(questions);
        return there;
    }

    private static boolean add(Set<String> there, String digest) {
        synchronized (there) {
            return there.add(digest);
        }
    }

    private static Set<String> digests(NewEntry entry) {
        Set<String> digests = new LinkedHashSet<>();
        digests.add(entry.value());
        if (entry.diagnostics() != null) {
            digests.add(entry.diagnostics());
        }
        digests.addAll(entry.blobs());
        return digests;
    }
}
