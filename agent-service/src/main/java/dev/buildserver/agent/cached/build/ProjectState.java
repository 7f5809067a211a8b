package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How far a project is in a build. Not thread-safe. */
final class ProjectState {
    /** What is known of its outputs. */
    enum Status {
        /** Nothing: a reference has no outputs yet. */
        WAITING,
        /** They are to be made. */
        QUEUED,
        /** They are being made. */
        BUILDING,
        /** They were made before. */
        HIT,
        /** They were made now. */
        BUILT,
        /** They can't be made. */
        FAILED,
        /** Nobody tries: a reference failed. */
        LEFT_OUT
    }

    private final DescribedProject project;
    private final int number;
    private final Set<ProjectState> closure = new LinkedHashSet<>();
    private final List<String> diagnostics = new ArrayList<>();
    private final SortedMap<String, StoredFile> files = new TreeMap<>();
    private final SortedMap<String, String> faces = new TreeMap<>();
    private int dependents;
    private Status status = Status.WAITING;
    private KeyText key;
    private String outputId;
    private boolean onDisk;
    private long millis;
    private long savedMillis;
    private String reason;
    private boolean uncacheable;
    private boolean loses;
    private Entry entry;
    private boolean ofCommit;
    private boolean doubtful;
    private List<String> changes = List.of();

    ProjectState(DescribedProject project, int number) {
        this.project = project;
        this.number = number;
    }

    DescribedProject project() {
        return project;
    }

    String path() {
        return project.path();
    }

    /** The path for people. */
    String title() {
        return TreePath.text(path());
    }

    /** Marks it in the trace. */
    int number() {
        return number;
    }

    /** What only builds of other projects need: a plain build leaves none. */
    List<String> passing() {
        Stream<String> referenceAssemblies =
                project.outputs().stream()
                        .filter(out -> out.referenceAssembly() != null)
                        .filter(out -> !out.ownReferenceAssembly())
                        .map(ProjectOutputs::referenceAssembly);
        return Stream.concat(referenceAssemblies, project.handedOn().stream()).toList();
    }

    /** All projects to which it refers, directly or not. */
    Set<ProjectState> closure() {
        return closure;
    }

    /** Whether the other one is among these. */
    boolean isBuiltOn(ProjectState other) {
        return closure.contains(other);
    }

    void refersTo(ProjectState other) {
        closure.add(other);
        other.dependents++;
    }

    int dependents() {
        return dependents;
    }

    Status status() {
        return status;
    }

    /** Whether it has outputs. */
    boolean done() {
        return status == Status.HIT || status == Status.BUILT;
    }

    KeyText key() {
        return key;
    }

    void key(KeyText newKey) {
        key = newKey;
    }

    /** Inputs that are not as they were when it was built last, as far as known. */
    List<String> changes() {
        return changes;
    }

    void changes(List<String> inputs) {
        changes = inputs;
    }

    /** Whether its outputs can't be kept. */
    boolean uncacheable() {
        return uncacheable;
    }

    void uncacheable(String why) {
        uncacheable = true;
        reason = why;
    }

    /** Whether its outputs depend on more of the commit than its files. */
    boolean ofCommit() {
        return ofCommit;
    }

    /** Also of a build that is not kept: the build as a whole may be. */
    void observed(Entry made) {
        ofCommit = made.looksAtGit();
    }

    /** What its users have to know of its outputs; null while it has none. */
    String outputId() {
        return outputId;
    }

    /** Its outputs by path. */
    SortedMap<String, StoredFile> files() {
        return files;
    }

    /** What stands for the content of an output in the eyes of its users, by path. */
    SortedMap<String, String> faces() {
        return faces;
    }

    /** What the cache has of it under its key; null where it has nothing. */
    Entry entry() {
        return entry;
    }

    void kept(Entry stored) {
        entry = stored;
    }

    List<String> diagnostics() {
        return diagnostics;
    }

    boolean onDisk() {
        return onDisk;
    }

    void placed() {
        onDisk = true;
    }

    long millis() {
        return millis;
    }

    long savedMillis() {
        return savedMillis;
    }

    /** Why it has that status, for people; null where there is nothing to say. */
    String reason() {
        return reason;
    }

    /** Whether it is left uncached because the cache takes more time for it than it saves. */
    boolean loses() {
        return loses;
    }

    void lose(String why) {
        loses = true;
        queue(why);
    }

    void queue(String why) {
        status = Status.QUEUED;
        reason = why;
    }

    void begin() {
        status = Status.BUILDING;
    }

    /** Its sources are wrong. */
    void fail(long took) {
        status = Status.FAILED;
        millis = took;
    }

    /** It may have failed because it was not built as in a plain build. */
    void failDoubtfully(long took) {
        fail(took);
        doubtful = true;
        reason = "it failed, but not by its sources";
    }

    /** Whether a plain build may do better with it. */
    boolean doubtful() {
        return doubtful;
    }

    void leaveOut() {
        status = Status.LEFT_OUT;
    }

    void hit(Entry found, Map<String, StoredFile> current) {
        status = Status.HIT;
        entry = found;
        reason = null;
        files.clear();
        files.putAll(current);
        faces.clear();
        faces.putAll(found.faces());
        diagnostics.clear();
        diagnostics.addAll(found.diagnostics());
        savedMillis = found.millis();
        ofCommit = found.looksAtGit();
        outputId = OutputId.of(project, files.values(), faces);
    }

    void built(long took, Map<String, StoredFile> made, Map<String, String> faceOf) {
        status = Status.BUILT;
        entry = null;
        millis = took;
        onDisk = true;
        files.clear();
        files.putAll(made);
        faces.clear();
        faces.putAll(faceOf);
        outputId = OutputId.of(project, files.values(), faces);
    }

    /**
     * What became of it.
     *
     * @param cacheMillis what the cache took
     */
    ProjectReport report(long cacheMillis) {
        CacheOutcome outcome =
                switch (status) {
                    case HIT -> CacheOutcome.HIT;
                    case BUILT ->
                            uncacheable || loses ? CacheOutcome.UNCACHEABLE : CacheOutcome.MISS;
                    case FAILED, QUEUED, BUILDING -> CacheOutcome.FAILED;
                    case WAITING, LEFT_OUT -> CacheOutcome.LEFT_OUT;
                };
        return new ProjectReport(
                title(),
                outcome,
                reason,
                status == Status.HIT ? List.of() : changes,
                status == Status.HIT ? savedMillis : 0,
                millis,
                cacheMillis);
    }
}
