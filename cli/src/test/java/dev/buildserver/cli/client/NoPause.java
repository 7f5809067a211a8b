package dev.buildserver.cli.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes no time, but remembers. */
final class NoPause implements Pause {
    private final List<Duration> pauses = new ArrayList<>();

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
    }

    List<Duration> pauses() {
        return pauses;
    }
}
