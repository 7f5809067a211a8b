package dev.buildserver.support.config;

import java.time.Duration;

/** Checks of single settings, to be made at start. The messages name the setting. */
public final class Bounds {
    private Bounds() {}

    /**
     * @throws IllegalArgumentException when the value is outside the bounds, which are included
     */
    public static void check(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s is %d; it must be between %d and %d"
                            .formatted(setting, value, least, most));
        }
    }

    /**
     * @throws IllegalArgumentException when the value is outside the bounds, which are included
     */
    public static void check(String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be between %s and %s"
                            .formatted(setting, value, least, most));
        }
    }
}
