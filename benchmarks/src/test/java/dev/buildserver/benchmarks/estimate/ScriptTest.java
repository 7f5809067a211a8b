package dev.buildserver.benchmarks.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static final int PROJECTS = 5;

    private final Script script = new Script(new Random(7), PROJECTS, 2, 32, 0.2);

    @Test
    void projectsTakeTheTimesBetweenTheShortestAndTheLongest() {
        assertThat(meanSeconds(0)).isCloseTo(2, within(0.2));
        assertThat(meanSeconds(2)).isCloseTo(8, within(0.8));
        assertThat(meanSeconds(4)).isCloseTo(32, within(3.2));
    }

    @Test
    void buildsOfAProjectDiffer() {
        assertThat(script.nextBuild(1)).isNotEqualTo(script.nextBuild(1));
    }

    @Test
    void theMeanIsThatOfWhatIsAskedFor() {
        // When
        double mean =
                IntStream.range(0, 5_000)
                        .map(n -> script.nextProject())
                        .mapToDouble(project -> 2 * Math.pow(2, project))
                        .average()
                        .orElseThrow();
        // Then
        assertThat(script.meanSeconds()).isCloseTo(mean, within(mean / 10));
    }

    @Test
    void namesTellTheProject() {
        assertThat(Script.project(Script.name(13))).isEqualTo(13);
    }

    private double meanSeconds(int project) {
        return IntStream.range(0, 500)
                .mapToDouble(
                        n ->
                                script.nextBuild(project).values().stream()
                                                .mapToLong(millis -> millis)
                                                .sum()
                                        / 1e3)
                .average()
                .orElseThrow();
    }
}
