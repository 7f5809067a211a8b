package dev.buildserver.agent.cached.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.agent.cached.describe.Description;
import dev.buildserver.agent.cached.describe.DescriptionReader;
import dev.buildserver.agent.cached.describe.SourceFolders;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.process.FileTail;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Restores a solution and has it describe itself, or replays that: as long as nothing that MSBuild
 * and NuGet read or looked for has changed, which an edit of a source file does not.
 */
final class DescribeAction {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final int MAX_EVENT_BYTES = 1024 * 1024;
    private static final long MAX_EVENTS_BYTES = 1L << 30;

    private final Setting setting;
    private final Checkout checkout;
    private final Tree fresh;
    private final CacheLevel cache;
    private final Keeper keeper;
    private final Room room;
    private final Workshop workshop;
    private final Listener listener;
    private boolean refused;
    private String why = "never restored with these options";

    /**
     * @param fresh the tree before anything ran
     * @param workshop gets ready meanwhile where something has to run
     */
    DescribeAction(
            Setting setting,
            Checkout checkout,
            Tree fresh,
            CacheLevel cache,
            Keeper keeper,
            Room room,
            Workshop workshop,
            Listener listener) {
        this.setting = setting;
        this.checkout = checkout;
        this.fresh = fresh;
        this.cache = cache;
        this.keeper = keeper;
        this.room = room;
        this.workshop = workshop;
        this.listener = listener;
    }

    /**
     * @return empty where restore or the description failed
     * @throws dev.buildserver.agent.cached.describe.UnfitSolutionException it is known that it has
     *     to be built without the cache
     */
    Optional<Described> run() throws AttemptEnded, IOException, InterruptedException {
        String key = key();
        String inVain = InVain.key(key);
        Map<String, List<Entry>> found =
                cache.find(List.of(key, inVain), (k, entry) -> entry.changed(fresh).isEmpty());
        InVain.check(found.getOrDefault(inVain, List.of()), fresh);
        for (Entry entry : found.getOrDefault(key, List.of())) {
            Optional<Described> replayed = replay(key, entry);
            if (replayed.isPresent()) {
                return replayed;
            }
        }
        return describe(key);
    }

    /** Whether restore failed as any restore of this source does; its errors have been told. */
    boolean refused() {
        return refused;
    }

    private String key() {
        return new KeyText()
                .line("image", setting.image())
                .lines(ProjectKeys.environment(setting))
                .lines(setting.options().stream().map(o -> KeyText.of("option", o)).toList())
                .line("describe", setting.solution())
                .lines(setting.describe().stream().map(o -> KeyText.of("argument", o)).toList())
                .sha256();
    }

    private Optional<Described> replay(String key, Entry entry)
            throws IOException, InterruptedException {
        Optional<Observed> changed = entry.changed(fresh);
        if (changed.isPresent()) {
            why = changed.get().path() + " changed";
            return Optional.empty();
        }
        Description description;
        try {
            description = JSON.treeToValue(entry.value(), Description.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            why = "what was stored of it is not understood";
            return Optional.empty();
        }
        if (!setting.packages().bring(description.packages())) {
            why = "a package is not on this agent any more";
            return Optional.empty();
        }
        if (!bring(entry.files())) {
            why = "a content was missing in the cache, or damaged";
            return Optional.empty();
        }
        for (Map.Entry<String, String> fact : description.facts().entrySet()) {
            Path file = setting.descriptions().resolve(fact.getKey()).normalize();
            if (!file.startsWith(setting.descriptions())) {
                throw new IOException(file + " leads out of its folder");
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, fact.getValue());
        }
        entry.diagnostics().forEach(listener::diagnostic);
        return Optional.of(Described.replayed(key, description, restored(entry.files()), entry));
    }

    // Where the source itself is not on disk, nobody needs them there yet.
    private boolean bring(List<StoredFile> files) throws IOException {
        Materials materials = new Materials(setting.source(), cache);
        materials.bring(files);
        return checkout.isWritten()
                ? materials.place(files)
                : cache.missing(files.stream().map(StoredFile::sha256).toList()).isEmpty();
    }

    private Optional<Described> describe(String key)
            throws AttemptEnded, IOException, InterruptedException {
        listener.log("The solution is restored and described anew: " + why);
        checkout.write();
        Files.createDirectories(setting.descriptions());
        Path trace = TraceFile.create(setting.scratch().resolve("describe.trace"));
        DescriptionReader reader =
                new DescriptionReader(setting.descriptions(), setting.inside(), this::file);
        workshop.warmUp();
        setting.packages().beforeRestore();
        long begin = System.nanoTime();
        boolean succeeded = run(trace, reader);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        refused = !succeeded && reader.restoreRefused();
        if (succeeded || refused) {
            reader.diagnostics().forEach(listener::diagnostic);
        }
        return succeeded ? Optional.of(described(key, reader, trace, millis)) : Optional.empty();
    }

    private Described described(String key, DescriptionReader reader, Path trace, long millis)
            throws IOException {
        SortedMap<String, Path> contents = new TreeMap<>();
        List<StoredFile> files = written(contents);
        Description description = reader.read(setting.source(), fresh.with(restored(files)));
        setting.packages().afterRestore(description.packages());
        List<String> obstacles = new ArrayList<>(description.obstacles());
        Entry entry =
                new Entry(
                        accesses(trace, sources(reader), obstacles),
                        files,
                        List.of(),
                        Map.of(),
                        reader.diagnostics().stream().map(DriverEvents::withoutTime).toList(),
                        JSON.valueToTree(description),
                        millis,
                        setting.commit());
        if (obstacles.isEmpty()) {
            keeper.contents(contents);
            keeper.postpone(Map.of(key, entry));
        } else {
            listener.log("Restore will have to run again: " + String.join("; ", obstacles));
        }
        return Described.anew(key, description, restored(files), entry, why, obstacles);
    }

    private Optional<Path> file(String inside) {
        String path = setting.inside().inTree(inside);
        if (path != null) {
            return Optional.of(TreePath.resolve(setting.source(), path));
        }
        return room.packageFile(inside);
    }

    private boolean run(Path trace, DescriptionReader reader)
            throws AttemptEnded, IOException, InterruptedException {
        Path events = setting.scratch().resolve("describe.jsonl");
        // Older versions tell imports only when asked like that.
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/env", "MSBUILDLOGIMPORTS=1", setting.dotnet()));
        command.addAll(setting.describe());
        command.add(
                "-logger:BuildServer.MSBuild.EvaluationLogger,%s;%s"
                        .formatted(setting.logger(), setting.inside(events)));
        String shown = "dotnet " + String.join(" ", setting.describe());
        int status = room.run(command, shown, trace, true, workshop::pulse);
        try (FileTail tail = new FileTail(events, MAX_EVENT_BYTES)) {
            tail.finish(MAX_EVENTS_BYTES, reader::event);
        }
        return status == 0;
    }

    private List<StoredFile> written(SortedMap<String, Path> contents) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (String path : Tree.of(setting.source(), setting.commit()).filesBelow("")) {
            if (!fresh.has(path)) {
                Path file = TreePath.resolve(setting.source(), path);
                String sha256 = Sha256.of(file);
                contents.put(sha256, file);
                files.add(StoredFile.own(path, sha256, Files.isExecutable(file)));
            }
        }
        return files;
    }

    private List<Observed> accesses(Path file, SourceFolders sources, List<String> obstacles)
            throws IOException {
        AttributedTrace trace = AttributedTrace.read(file, program -> false);
        trace.damage().ifPresent(damage -> obstacles.add("its trace is damaged: " + damage));
        trace.rest()
                .untraceable()
                .forEach(p -> obstacles.add("it can't be seen what " + p + " does"));
        SortedMap<String, Observed> accesses = new TreeMap<>();
        for (Access access : trace.rest().list()) {
            String path = Traces.inTree(access.path(), setting.inside().source());
            if (path == null) {
                continue;
            }
            boolean changes = Traces.changes(access.kind()) && access.errno() == 0;
            if (changes && access.kind() != AccessKind.MAKE_FOLDER && fresh.has(path)) {
                obstacles.add("it changes " + path + ", which is part of the source");
            }
            if (Traces.looks(access)) {
                Observed.Kind kind = kind(access, path, sources);
                accesses.put(kind + path, Observed.of(kind, path, fresh));
            }
        }
        return accesses.values().stream().sorted().toList();
    }

    private SourceFolders sources(DescriptionReader reader) {
        boolean plain =
                ProjectKeys.responseFile(setting.solution(), fresh) == null
                        && setting.describe().stream().allMatch(SourceFolders::isPlain)
                        && setting.environment().values().stream().allMatch(SourceFolders::isPlain);
        return plain ? reader.sources() : SourceFolders.NONE;
    }

    private static Observed.Kind kind(Access access, String path, SourceFolders sources) {
        if (access.kind() != AccessKind.LIST) {
            return Observed.Kind.CONTENT;
        }
        return sources.contains(path) ? Observed.Kind.LISTING_BUT_SOURCES : Observed.Kind.LISTING;
    }

    private static Map<String, String> restored(List<StoredFile> files) {
        Map<String, String> restored = new TreeMap<>();
        files.forEach(file -> restored.put(file.path(), file.state()));
        return restored;
    }
}
