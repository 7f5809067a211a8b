package dev.buildserver.orchestrator.scheduling;

import static dev.buildserver.orchestrator.scheduling.PictureBuilder.kind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.orchestrator.scheduling.PoolPicture.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnsTest {
    private static final int LOW = 0;
    private static final int NORMAL = 1;
    private static final int HIGH = 2;

    @Test
    void projectsTakeTurns() {
        // Given
        Turns turns = turns(new PictureBuilder().waiting("1", "1", "1", "2", "1", "3"));
        // Then
        assertThat(order(turns)).containsExactly("t/1", "t/2", "t/3", "t/1", "t/1", "t/1");
    }

    @Test
    void tenantsTakeTurnsBeforeTheirProjects() {
        // Given
        PictureBuilder picture = new PictureBuilder();
        for (String project : List.of("1", "2", "3", "4")) {
            picture.waiting(kind("a", project), "", NORMAL);
        }
        picture.waiting(kind("b", "1"), "", NORMAL).waiting(kind("b", "1"), "", NORMAL);
        // Then
        assertThat(order(turns(picture))).containsExactly("a/1", "b/1", "a/2", "b/1", "a/3", "a/4");
    }

    @Test
    void theMostUrgentGoFirst() {
        // Given
        PictureBuilder picture =
                new PictureBuilder()
                        .waiting(kind("1"), "", LOW)
                        .waiting(kind("2"), "", NORMAL)
                        .waiting(kind("3"), "", HIGH);
        // Then
        assertThat(order(turns(picture))).containsExactly("t/3", "t/2", "t/1");
    }

    @Test
    void whoComesNowGoesBeforeTheTurnsOfOthersThatAreMany() {
        // Given
        Turns turns = turns(new PictureBuilder().waiting("1", "1", "1", "1", "2", "2", "3"));
        // Then: one of each goes before a fourth project, all before the first
        assertThat(turns.before(kind("4"), NORMAL).all()).isEqualTo(3);
        assertThat(turns.before(kind("3"), NORMAL).all()).isEqualTo(5);
        assertThat(turns.before(kind("1"), NORMAL).all()).isEqualTo(7);
        assertThat(turns.before(kind("u", "4"), NORMAL).all()).isEqualTo(1);
        assertThat(turns.before(kind("4"), HIGH).all()).isZero();
        assertThat(turns.before(kind("4"), LOW).all()).isEqualTo(7);
    }

    @Test
    void nobodyGoesBeforeTheFirst() {
        assertThat(turns(new PictureBuilder()).before(kind("1"), NORMAL).all()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // priority, minutes, urgency
        "0, 0, 0",
        "0, 5, 1",
        "0, 11, 2",
        "0, 59, 2",
        "0, 60, 4",
        "1, 4, 1",
        "1, 5, 2",
        "3, 30, 3",
        "3, 60, 4",
    })
    void ageMakesUrgent(int priority, long minutes, int urgency) {
        // Given
        Urgency rule = new Urgency(Duration.ofMinutes(5), Duration.ofHours(1));
        // Then
        assertThat(rule.of(priority, Duration.ofMinutes(minutes))).isEqualTo(urgency);
        assertThat(rule.of(priority, Duration.ofMinutes(-9))).isEqualTo(priority);
    }

    private static Turns turns(PictureBuilder picture) {
        return new Turns(picture.waiting());
    }

    private static List<String> order(Turns turns) {
        return turns.inOrder().stream()
                .map(Waiting::kind)
                .map(kind -> kind.tenant() + "/" + kind.project())
                .toList();
    }
}
