package dev.buildserver.cli.client.runtime;

import dev.buildserver.cli.client.Pause;
import java.time.Duration;

/** Waits by putting the calling thread to sleep. */
public final class SleepingPause implements Pause {
    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
