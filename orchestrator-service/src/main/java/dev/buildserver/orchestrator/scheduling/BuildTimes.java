package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.domain.build.StageName;
import java.util.ArrayList;
import java.util.List;

/**
 * What a successful build took, in seconds.
 *
 * @param whole for which its attempt held a slot
 * @param stages of every stage, in their order; 0 for one that did not run
 */
public record BuildTimes(double whole, List<Double> stages) {
    private static final int STAGES = StageName.values().length;

    /** Numbers of one build in {@link #numbers}. */
    public static final int WIDTH = 1 + STAGES;

    public BuildTimes {
        stages = List.copyOf(stages);
        if (stages.size() != STAGES) {
            throw new IllegalArgumentException("not the durations of all stages: " + stages);
        }
    }

    /** As they are stored: the whole, then the stages. */
    public static List<Double> numbers(List<BuildTimes> builds) {
        List<Double> numbers = new ArrayList<>();
        for (BuildTimes build : builds) {
            numbers.add(build.whole);
            numbers.addAll(build.stages);
        }
        return numbers;
    }

    /** The builds whose numbers these are. */
    public static List<BuildTimes> ofNumbers(List<Double> numbers) {
        List<BuildTimes> builds = new ArrayList<>();
        for (int at = 0; at + WIDTH <= numbers.size(); at += WIDTH) {
            builds.add(new BuildTimes(numbers.get(at), numbers.subList(at + 1, at + WIDTH)));
        }
        return builds;
    }
}
