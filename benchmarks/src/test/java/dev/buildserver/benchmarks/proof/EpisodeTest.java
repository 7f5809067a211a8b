package dev.buildserver.benchmarks.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.proof.edit.EditSequence;
import dev.buildserver.benchmarks.proof.solution.Layout;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpisodeTest {
    @Test
    void theSameSeedGivesTheSameTreesAndAnotherOthers() {
        assertThat(trees(7, 0)).isEqualTo(trees(7, 0)).isNotEqualTo(trees(8, 0));
        assertThat(trees(7, 0)).isNotEqualTo(trees(7, Episode.EDITS));
    }

    @Test
    void editsOfOneSolutionAreOneEpisode() {
        assertThat(Episode.of(1, 0)).isEqualTo(Episode.of(1, Episode.EDITS - 1));
        assertThat(Episode.of(1, Episode.EDITS).number()).isEqualTo(1);
    }

    @Test
    void someSolutionsAreLarge() {
        List<Integer> sizes = new ArrayList<>();
        for (int episode = 0; episode < 40; episode++) {
            Episode one = Episode.of(3, episode * Episode.EDITS);
            sizes.add(Layout.projects(one.first()).size());
            assertThat(sizes.get(episode)).isEqualTo(one.projects());
        }
        assertThat(sizes).allMatch(size -> size >= 5 && size <= 100).anyMatch(size -> size >= 60);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStepNeverChangesTheTreeBefore(long seed) {
        // Given
        SourceTree before = Episode.of(seed, 0).first();
        SourceTree copy = before.copy();
        EditSequence edits = new EditSequence(seed, before);
        for (int step = 0; step < 50; step++) {
            // When
            SourceTree after = edits.next().tree();
            // Then
            assertThat(before).isEqualTo(copy);
            before = after;
            copy = after.copy();
        }
    }

    private static List<SourceTree> trees(long seed, int edit) {
        EditSequence edits = Episode.of(seed, edit).edits();
        List<SourceTree> trees = new ArrayList<>();
        for (int step = 0; step < Episode.EDITS; step++) {
            trees.add(edits.next().tree());
        }
        return trees;
    }
}
