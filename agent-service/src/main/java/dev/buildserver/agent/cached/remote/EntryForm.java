package dev.buildserver.agent.cached.remote;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.ObservedKind;
import dev.buildserver.contract.cache.OutputManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Entries as the cache service keeps them. */
final class EntryForm {
    /** A path on the wire is never empty. */
    private static final String ROOT = ".";

    /** No name in a tree. */
    private static final String PINS = "%00pins";

    /** Fixed orders: equal values must have equal bytes. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private EntryForm() {}

    /** The files of an entry, as the value that the service compares. */
    static byte[] manifest(Entry entry, Map<String, Path> contents) throws IOException {
        Map<String, OutputManifest.OutputFile> files = new TreeMap<>();
        for (StoredFile file : entry.files()) {
            files.put(
                    file.path(),
                    new OutputManifest.OutputFile(
                            file.path(),
                            file.sha256(),
                            Files.size(contents.get(file.sha256())),
                            file.program() ? "755" : "644",
                            file.from() == null
                                    ? null
                                    : new OutputManifest.CopiedFrom(file.from(), file.fromPath())));
        }
        return JSON.writeValueAsBytes(
                new OutputManifest(CacheSchema.CURRENT, List.copyOf(files.values())));
    }

    /** Whatever else an entry holds. */
    static byte[] outcome(Entry entry) throws IOException {
        return JSON.writeValueAsBytes(
                new Outcome(
                        entry.pins(),
                        entry.foreseen(),
                        entry.faces(),
                        entry.diagnostics(),
                        entry.value()));
    }

    /**
     * @throws com.fasterxml.jackson.core.JacksonException when it is no form of this version
     */
    static Entry entry(CacheEntry entry, byte[] manifest, byte[] outcome) throws IOException {
        OutputManifest files = JSON.readValue(manifest, OutputManifest.class);
        Outcome rest = JSON.readValue(outcome, Outcome.class);
        return new Entry(
                entry.observed().stream()
                        .filter(observed -> !observed.path().equals(PINS))
                        .map(EntryForm::own)
                        .toList(),
                files.files().stream().map(EntryForm::own).toList(),
                rest.pins(),
                rest.foreseen(),
                rest.faces(),
                rest.diagnostics(),
                rest.value(),
                entry.costMillis(),
                entry.firstCommit());
    }

    private static StoredFile own(OutputManifest.OutputFile file) {
        return new StoredFile(
                file.path(),
                file.sha256(),
                file.mode().equals("755"),
                file.from() == null ? null : file.from().project(),
                file.from() == null ? null : file.from().path());
    }

    private static Observed own(dev.buildserver.contract.cache.Observed observed) {
        return new Observed(
                Observed.Kind.valueOf(observed.kind().name()),
                observed.path().equals(ROOT) ? "" : observed.path(),
                observed.state());
    }

    /**
     * What tells entries of a key apart for the service: pins and what is foreseen are part of it.
     */
    static List<dev.buildserver.contract.cache.Observed> observed(Entry entry) {
        List<dev.buildserver.contract.cache.Observed> observed =
                new ArrayList<>(entry.accesses().stream().map(EntryForm::wire).toList());
        Stream<String> contents =
                entry.pins().stream().map(pin -> pin.fromPath() + " " + pin.sha256());
        List<String> pins =
                Stream.concat(contents, entry.foreseen().stream()).distinct().sorted().toList();
        if (!pins.isEmpty()) {
            observed.add(
                    new dev.buildserver.contract.cache.Observed(
                            ObservedKind.CONTENT, PINS, Sha256.of(String.join("\n", pins))));
        }
        return observed;
    }

    private static dev.buildserver.contract.cache.Observed wire(Observed observed) {
        return new dev.buildserver.contract.cache.Observed(
                ObservedKind.valueOf(observed.kind().name()),
                observed.path().isEmpty() ? ROOT : observed.path(),
                observed.state());
    }
}
