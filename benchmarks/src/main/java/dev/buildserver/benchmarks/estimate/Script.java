package dev.buildserver.benchmarks.estimate;

import dev.buildserver.domain.build.StageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long builds take. Projects differ by a factor, evenly on a logarithmic scale; a project's
 * builds differ by noise; every stage has its part, another one in each project.
 */
public final class Script {
    private static final List<StageName> STAGES =
            List.of(StageName.CLONE, StageName.RESTORE, StageName.BUILD, StageName.TEST);
    private static final double[] PARTS = {0.05, 0.2, 0.45, 0.3};

    private final Random random;
    private final double noise;
    private final List<Double> means = new ArrayList<>();
    private final List<List<Double>> parts = new ArrayList<>();
    private final List<Double> demand = new ArrayList<>();

    /**
     * @param projects at least 2
     * @param noise standard deviation of the logarithm of durations
     */
    public Script(Random random, int projects, double shortest, double longest, double noise) {
        this.random = random;
        this.noise = noise;
        for (int project = 0; project < projects; project++) {
            double step = project / (projects - 1.0);
            means.add(shortest * Math.pow(longest / shortest, step));
            parts.add(parts(random));
            // Few projects ask for most builds.
            demand.add(1.0 / (1 + random.nextInt(projects)));
        }
    }

    private static List<Double> parts(Random random) {
        List<Double> parts = new ArrayList<>();
        for (double part : PARTS) {
            parts.add(part * (0.5 + random.nextDouble()));
        }
        double sum = parts.stream().mapToDouble(part -> part).sum();
        return parts.stream().map(part -> part / sum).toList();
    }

    /** A project, by its demand. */
    public int nextProject() {
        double place = random.nextDouble() * demand.stream().mapToDouble(d -> d).sum();
        for (int project = 0; project < demand.size(); project++) {
            place -= demand.get(project);
            if (place < 0) {
                return project;
            }
        }
        return demand.size() - 1;
    }

    /** Mean duration of what {@link #nextProject} returns, in seconds. */
    public double meanSeconds() {
        double sum = 0;
        for (int project = 0; project < means.size(); project++) {
            sum += means.get(project) * demand.get(project);
        }
        return sum / demand.stream().mapToDouble(d -> d).sum();
    }

    /** The stages of the next build of a project, in their order, with their milliseconds. */
    Map<StageName, Long> nextBuild(int project) {
        Map<StageName, Long> stages = new LinkedHashMap<>();
        double whole = means.get(project) * 1_000;
        for (int stage = 0; stage < STAGES.size(); stage++) {
            double part = whole * parts.get(project).get(stage);
            double factor = Math.exp(noise * random.nextGaussian() - noise * noise / 2);
            stages.put(STAGES.get(stage), Math.max(1, Math.round(part * factor)));
        }
        return stages;
    }

    static String name(int project) {
        return "estimate-" + project;
    }

    static int project(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
