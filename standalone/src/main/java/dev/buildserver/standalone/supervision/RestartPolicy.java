package dev.buildserver.standalone.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often and how soon a process that ended is started again.
 *
 * @param most restarts within the window
 * @param window over which restarts are counted
 * @param first delay of the first restart; each further one within the window waits twice as long
 */
public record RestartPolicy(int most, Duration window, Duration first) {
    /** Five times in five minutes, after 0.5, 1, 2, 4 and 8 s. */
    public static final RestartPolicy DEFAULT =
            new RestartPolicy(5, Duration.ofMinutes(5), Duration.ofMillis(500));

    /**
     * Delay of the next restart.
     *
     * @param restarts times of all earlier ones
     * @return empty when there were too many
     */
    public Optional<Duration> next(List<Instant> restarts, Instant now) {
        long recent = restarts.stream().filter(then -> then.plus(window).isAfter(now)).count();
        if (recent >= most) {
            return Optional.empty();
        }
        return Optional.of(first.multipliedBy(1L << recent));
    }
}
