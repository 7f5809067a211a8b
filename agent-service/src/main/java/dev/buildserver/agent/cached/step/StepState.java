package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.util.List;

/** How far a step is. Not thread-safe. */
public final class StepState {
    private final Step step;
    private final int number;
    private final KeyText key;
    private CacheOutcome outcome = CacheOutcome.LEFT_OUT;
    private String reason;
    private List<String> changes = List.of();
    private List<String> diagnostics = List.of();
    private List<StoredFile> left = List.of();
    private boolean ofCommit;
    private String commit;
    private long savedMillis;
    private long spentMillis;

    StepState(Step step, int number, KeyText key) {
        this.step = step;
        this.number = number;
        this.key = key;
    }

    public Step step() {
        return step;
    }

    /** Marks it in the trace, positive. */
    public int number() {
        return number;
    }

    KeyText key() {
        return key;
    }

    /** Whether its files are there without anything being run. */
    public boolean hit() {
        return outcome == CacheOutcome.HIT;
    }

    /** What MSBuild's logger wrote of it, errors and warnings. */
    public List<String> diagnostics() {
        return diagnostics;
    }

    /** At which commit it ran; null unless it is a hit. */
    public String commit() {
        return commit;
    }

    /** Files that it left in the tree when it ran; empty unless it is a hit. */
    List<StoredFile> left() {
        return left;
    }

    void replayed(Entry entry) {
        outcome = CacheOutcome.HIT;
        reason = null;
        changes = List.of();
        diagnostics = entry.diagnostics();
        left = StepFiles.left(entry);
        commit = entry.commit();
        ofCommit = entry.looksAtGit();
        savedMillis = entry.millis();
    }

    void missed(String why, List<String> inputs) {
        reason = why;
        changes = inputs;
    }

    /**
     * It ran.
     *
     * @param said what MSBuild's logger wrote, errors and warnings
     */
    public void ran(boolean succeeded, long millis, List<String> said) {
        outcome = succeeded ? CacheOutcome.MISS : CacheOutcome.FAILED;
        spentMillis = millis;
        diagnostics = List.copyOf(said);
    }

    /** Whether it ran and did not succeed. */
    public boolean failed() {
        return outcome == CacheOutcome.FAILED;
    }

    CacheOutcome outcome() {
        return outcome;
    }

    /** Why it was no hit, or is not kept; null for a hit. */
    String reason() {
        return reason;
    }

    boolean succeeded() {
        return outcome == CacheOutcome.MISS;
    }

    void uncacheable(String why) {
        outcome = CacheOutcome.UNCACHEABLE;
        reason = why;
    }

    void keptAs(Entry entry) {
        ofCommit = entry.looksAtGit();
    }

    /** Whether its result depends on more of the commit than its files. */
    boolean ofCommit() {
        return ofCommit;
    }

    long spentMillis() {
        return spentMillis;
    }

    /**
     * What became of it.
     *
     * @param cacheMillis what the cache took
     */
    ProjectReport report(long cacheMillis) {
        return new ProjectReport(
                step.name(), outcome, reason, changes, savedMillis, spentMillis, cacheMillis);
    }
}
