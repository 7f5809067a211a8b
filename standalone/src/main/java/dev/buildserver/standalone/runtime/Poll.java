package dev.buildserver.standalone.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something that tells nobody when it happens. */
public final class Poll {
    private Poll() {}

    /**
     * Asks again and again.
     *
     * @param within how long to ask; asked at least once
     * @param every pause between two questions
     * @return false when time is up, or this thread was interrupted (the flag stays set)
     */
    public static boolean until(Duration within, Duration every, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            try {
                Thread.sleep(every.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
