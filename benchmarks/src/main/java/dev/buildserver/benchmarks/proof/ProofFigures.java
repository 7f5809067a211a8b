package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.measure.Samples;
import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.benchmarks.proof.edit.EditSequence;
import dev.buildserver.cli.client.view.CacheReport;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints how a proof goes, and adds it up. Not thread-safe. */
public final class ProofFigures implements ProofListener {
    private static final int SHOWN = 10;

    private final PrintWriter out;
    private final Map<BuildStrategy, Samples> seconds = new TreeMap<>();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private int edits;
    private int failed;
    private int unintended;
    private int warm;
    private long files;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    public ProofFigures(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void built(int edit, EditSequence.Step step, List<Built> builds) {
        edits += step.description().equals(Proof.FIRST) ? 0 : 1;
        Built clean = builds.get(0);
        boolean broken = clean.view().status() == BuildStatus.FAILED;
        failed += broken ? 1 : 0;
        unintended += broken && !step.broken() ? 1 : 0;
        files += clean.manifest().files().size();
        StringBuilder times = new StringBuilder();
        for (Built built : builds) {
            double took = built.view().duration().toMillis() / 1e3;
            seconds.computeIfAbsent(built.strategy(), s -> new Samples()).add(took);
            warm += built.warm() ? 1 : 0;
            String cache = built.cache() == null ? "" : count(built.cache());
            times.append(
                    "  %s%s %.1f s%s"
                            .formatted(
                                    built.strategy(), built.warm() ? " (warm)" : "", took, cache));
        }
        out.printf(
                "%5d %-9s %4d files%s  %s%n",
                edit,
                clean.view().status(),
                clean.manifest().files().size(),
                times,
                step.description());
        if (broken && !step.broken()) {
            out.printf("      %s%n", clean.view().errorMessage());
        }
        out.flush();
    }

    private String count(CacheReport report) {
        Map<String, Integer> counts = new TreeMap<>();
        report.projects().forEach(project -> counts.merge(project.outcome(), 1, Integer::sum));
        counts.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        return " " + counts;
    }

    @Override
    public void unavailable(BuildStrategy strategy, String reason) {
        out.printf("Without %s: %s%n", strategy, reason);
    }

    @Override
    public void mismatch(Mismatch mismatch) {
        mismatches.add(mismatch);
        out.printf(
                "MISMATCH of %s at edit %d of seed %d (%s), manifests in %s:%n",
                mismatch.strategy(),
                mismatch.edit(),
                mismatch.seed(),
                mismatch.description(),
                mismatch.kept());
        mismatch.differences().stream().limit(SHOWN).forEach(line -> out.println("    " + line));
        int more = mismatch.differences().size() - SHOWN;
        if (more > 0) {
            out.printf("    and %d more%n", more);
        }
        out.flush();
    }

    /** What was wrong. */
    public List<Mismatch> mismatches() {
        return Collections.unmodifiableList(mismatches);
    }

    /** For the report. */
    public Map<String, Object> results() {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("edits", edits);
        results.put("mismatches", mismatches.size());
        results.put("brokenBuilds", failed);
        results.put("brokenUnintended", unintended);
        results.put("warmBuilds", warm);
        results.put("filesCompared", files);
        outcomes.forEach((outcome, count) -> results.put("projects" + outcome, count));
        seconds.forEach(
                (strategy, samples) -> {
                    String name = strategy.toString().toLowerCase(Locale.ROOT);
                    results.put(name + "MedianSeconds", samples.median());
                    results.put(name + "P90Seconds", samples.percentile(90));
                });
        results.put("mismatch", mismatches);
        return results;
    }
}
