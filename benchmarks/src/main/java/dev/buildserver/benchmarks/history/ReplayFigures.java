package dev.buildserver.benchmarks.history;

import dev.buildserver.benchmarks.measure.Samples;
import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.cli.client.view.CacheReport;
import dev.buildserver.domain.build.BuildStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints how a replay goes, and adds it up. Not thread-safe. */
public final class ReplayFigures {
    private static final String HIT = "Hit";
    private static final int SHOWN = 10;

    private final PrintWriter out;
    private final Samples quick = new Samples();
    private final Samples clean = new Samples();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private int builds;
    private int pullRequests;
    private int failed;
    private int skipped;
    private int degraded;
    private int slower;
    private long hits;
    private long projects;
    private long restoreHits;
    private double quickSeconds;
    private double cleanSeconds;
    private long savedMillis;
    private long spentMillis;

    public ReplayFigures(PrintWriter out) {
        this.out = out;
    }

    /**
     * A push whose build differs from the clean one.
     *
     * @param differences one line each
     */
    public record Mismatch(String commit, String ref, List<String> differences) {}

    /** A push that was not built. */
    void skipped(Push push, String why) {
        skipped++;
        out.printf("%.9s %-18s skipped: %s%n", push.commit(), shortened(push), why);
    }

    /** A push that was built. */
    void built(Push push, Built built, Built other, CacheReport report) {
        double took = built.view().duration().toMillis() / 1e3;
        double cleanTook = other.view().duration().toMillis() / 1e3;
        builds++;
        pullRequests += push.toMain() ? 0 : 1;
        failed += other.view().status() == BuildStatus.FAILED ? 1 : 0;
        slower += took > cleanTook ? 1 : 0;
        quick.add(took);
        clean.add(cleanTook);
        quickSeconds += took;
        cleanSeconds += cleanTook;
        long found = report.projects().stream().filter(p -> p.outcome().equals(HIT)).count();
        hits += found;
        projects += report.projects().size();
        restoreHits += report.restore() != null && report.restore().outcome().equals(HIT) ? 1 : 0;
        degraded += report.degraded() == null ? 0 : 1;
        savedMillis += report.savedMillis();
        spentMillis += report.spentMillis();
        out.printf(
                "%.9s %-18s %-9s %3d of %3d hits %7.1f s, clean %7.1f s  %s%n",
                push.commit(),
                shortened(push),
                built.view().status(),
                found,
                report.projects().size(),
                took,
                cleanTook,
                push.title());
        compare(push, built.differencesTo(other));
        out.flush();
    }

    private void compare(Push push, List<String> differences) {
        if (differences.isEmpty()) {
            return;
        }
        mismatches.add(new Mismatch(push.commit(), push.ref(), differences));
        out.printf("MISMATCH of %s:%n", push.commit());
        differences.stream().limit(SHOWN).forEach(line -> out.println("    " + line));
        if (differences.size() > SHOWN) {
            out.printf("    and %d more%n", differences.size() - SHOWN);
        }
    }

    private static String shortened(Push push) {
        return push.ref().replaceFirst("^refs/(heads/)?", "");
    }

    /** What was wrong. */
    public List<Mismatch> mismatches() {
        return List.copyOf(mismatches);
    }

    /** How many pushes were built. */
    public int builds() {
        return builds;
    }

    /** For the report. */
    public Map<String, Object> results() {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("builds", builds);
        results.put("pullRequestBuilds", pullRequests);
        results.put("failedBuilds", failed);
        results.put("skippedCommits", skipped);
        results.put("mismatches", mismatches.size());
        results.put("projects", projects);
        results.put("hits", hits);
        results.put("hitRatio", projects == 0 ? null : (double) hits / projects);
        results.put("restoreHits", restoreHits);
        results.put("degradedBuilds", degraded);
        results.put("strategySeconds", quickSeconds);
        results.put("cleanSeconds", cleanSeconds);
        results.put("savedSeconds", cleanSeconds - quickSeconds);
        results.put("timesFasterThanClean", quickSeconds == 0 ? null : cleanSeconds / quickSeconds);
        results.put("buildsSlowerThanClean", slower);
        results.put("strategyMedianSeconds", quick.median());
        results.put("cleanMedianSeconds", clean.median());
        results.put("toldSavedSeconds", savedMillis / 1e3);
        results.put("toldSpentSeconds", spentMillis / 1e3);
        results.put("mismatch", mismatches);
        return results;
    }
}
