package dev.buildserver.benchmarks.buildcache;

import dev.buildserver.benchmarks.measure.Samples;
import dev.buildserver.benchmarks.proof.source.ServedRepository;
import dev.buildserver.benchmarks.stack.BareDotnet;
import dev.buildserver.benchmarks.stack.Builds;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.BuildSubmission.Job;
import dev.buildserver.cli.client.view.StageView;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Builds solutions of one size: by hand, Clean, and with the cache after different edits. */
public final class CachedBuilds {
    /** How the log's line with the agent's times begins. */
    private static final String PHASES = "Time of the cache: ";

    private static final String BARE = "bare";
    private static final String CLEAN = "clean";

    private final MeasuredStack stack;
    private final BuildServerClient client;
    private final Builds builds;
    private final int projects;
    private final List<Case> cases;
    private final int times;
    private final boolean besideBare;
    private final PrintWriter out;
    private final Map<String, Samples> samples = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    /**
     * @param only the cases beside the first, as reports name them; none for all, next to the bare
     *     tool
     * @param times how often each of these is built
     * @param out gets a line for each build
     */
    public CachedBuilds(
            MeasuredStack stack, int projects, List<String> only, int times, PrintWriter out)
            throws IOException {
        this.stack = stack;
        this.client = stack.client();
        this.builds = new Builds(client);
        this.projects = projects;
        this.cases = Case.chosen(only);
        this.besideBare = only.isEmpty();
        this.times = times;
        this.out = out;
    }

    /** Builds another solution with all cases. */
    public void round(long seed) throws IOException, InterruptedException {
        LayeredSolution solution = new LayeredSolution(seed, projects);
        String name = "layers-" + projects + "-" + UUID.randomUUID();
        Path folder = stack.repositories().resolve(name + ".git");
        try (ServedRepository repository = ServedRepository.create(folder);
                BareDotnet bare = new BareDotnet(stack)) {
            repository.commit(solution.tree(), "First");
            Path tree = bare.folder().resolve("tree");
            bare.execute(List.of("git", "clone", "-q", repository.url(), tree.toString()));
            bare(bare, tree, BARE);
            clean(repository, name);
            for (Case one : cases) {
                for (int time = 0; time < (one.isRepeatable() ? times : 1); time++) {
                    int misses = one.edit(solution);
                    repository.commit(solution.tree(), one.toString());
                    cached(repository, name, one, misses);
                }
                if (besideBare && one.besideBare()) {
                    bare.execute(List.of("git", "-C", tree.toString(), "pull", "-q"));
                    bare(bare, tree, one.figure() + ".bare");
                }
            }
        }
    }

    /** Medians in seconds, and how they relate to each other. */
    public Map<String, Object> results() {
        Map<String, Object> results = new LinkedHashMap<>();
        samples.forEach((figure, times) -> results.put(figure + "MedianSeconds", times.median()));
        for (Case one : cases) {
            double seconds = samples.get(one.figure()).median();
            results.put(one.figure() + "ToBareRatio", seconds / samples.get(BARE).median());
            results.put(one.figure() + "ToCleanRatio", seconds / samples.get(CLEAN).median());
        }
        return results;
    }

    /** Builds that took more or less from the cache than they should. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    private void bare(BareDotnet bare, Path tree, String figure)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String solution = tree.resolve(LayeredSolution.FILE).toString();
        bare.dotnet("build", solution, "-c", "Release");
        add(figure, (System.nanoTime() - begin) / 1e9, "");
    }

    private void clean(ServedRepository repository, String name) throws IOException {
        Builds.Finished built =
                builds.run(
                        job(name + "-" + CLEAN, repository.url()), BuildStrategy.CLEAN, line -> {});
        add(CLEAN, built.seconds(), stages(built));
    }

    private void cached(ServedRepository repository, String name, Case one, int misses)
            throws IOException {
        StringBuilder phases = new StringBuilder();
        Builds.Finished built =
                builds.run(
                        job(name, repository.url()),
                        BuildStrategy.CACHED,
                        line -> {
                            int at = line.indexOf(PHASES);
                            if (at >= 0) {
                                phases.append("; ").append(line.substring(at + PHASES.length()));
                            }
                        });
        add(one.figure(), built.seconds(), stages(built) + phases);
        long made =
                client.cacheReport(built.view().executionId()).value().projects().stream()
                        .filter(project -> !project.outcome().equals("Hit"))
                        .count();
        if (made != misses) {
            wrong.add(
                    "%s of %d projects: %d were built, not %d"
                            .formatted(one.figure(), projects, made, misses));
        }
    }

    private void add(String figure, double seconds, String more) {
        samples.computeIfAbsent(figure, name -> new Samples()).add(seconds);
        out.printf(
                Locale.ROOT, "%4d projects  %-14s %6.2f s  %s%n", projects, figure, seconds, more);
        out.flush();
    }

    private static String stages(Builds.Finished built) {
        List<StageView> stages = built.view().stages();
        StageView last =
                stages.stream().filter(s -> s.duration() != null).reduce((a, b) -> b).orElseThrow();
        double after =
                built.seconds()
                        - Duration.between(built.sent(), last.startTime().plus(last.duration()))
                                        .toNanos()
                                / 1e9;
        return String.format(
                        Locale.ROOT,
                        "before %.2f, after %.2f, ",
                        built.firstStageMillis() / 1e3,
                        after)
                + stages.stream()
                        .filter(stage -> stage.duration() != null && !stage.duration().isZero())
                        .map(CachedBuilds::shown)
                        .collect(Collectors.joining(", "));
    }

    private static String shown(StageView stage) {
        return String.format(
                Locale.ROOT, "%s %.2f", stage.name(), stage.duration().toMillis() / 1e3);
    }

    private static Job job(String project, String url) {
        return Job.with(project, url, "main", LayeredSolution.FILE)
                .runTests(false)
                .createPackages(false)
                .publishArtifacts(false)
                .build();
    }
}
