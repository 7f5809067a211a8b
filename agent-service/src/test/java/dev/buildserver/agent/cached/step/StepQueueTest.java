package dev.buildserver.agent.cached.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.drive.Order;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepQueueTest {
    private final StepQueue queue = new StepQueue();

    @Test
    void twoStepsOfOneProjectFollowEachOther() {
        // Given
        queue.add("src/A/A.csproj", order(1));
        queue.add("src/A/A.csproj", order(2));
        queue.add("src/B/B.csproj", order(3));

        // When two drivers have no work
        assertThat(queue.next()).contains(order(1));
        assertThat(queue.next()).contains(order(3));

        // Then a third waits until one is done
        assertThat(queue.next()).isEmpty();
        assertThat(queue.size()).isEqualTo(1);
        queue.done("src/B/B.csproj");
        assertThat(queue.next()).isEmpty();
        queue.done("src/A/A.csproj");
        assertThat(queue.next()).contains(order(2));
        assertThat(queue.size()).isZero();
    }

    private static Order order(int number) {
        return new Order(number, "step.proj", List.of(Map.of()));
    }
}
