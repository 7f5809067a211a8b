package dev.buildserver.domain.toolchain;

import java.util.Arrays;
import java.util.Optional;

/** How far a pinned SDK version may be replaced by a newer one, as {@code global.json} names it. */
public enum RollForward {
    DISABLE("disable", Level.EXACT, false),
    PATCH("patch", Level.PATCH, false),
    FEATURE("feature", Level.FEATURE, false),
    MINOR("minor", Level.MINOR, false),
    MAJOR("major", Level.MAJOR, false),
    LATEST_PATCH("latestPatch", Level.PATCH, true),
    LATEST_FEATURE("latestFeature", Level.FEATURE, true),
    LATEST_MINOR("latestMinor", Level.MINOR, true),
    LATEST_MAJOR("latestMajor", Level.MAJOR, true);

    private enum Level {
        EXACT,
        PATCH,
        FEATURE,
        MINOR,
        MAJOR
    }

    private final String jsonName;
    private final Level level;
    private final boolean latest;

    RollForward(String jsonName, Level level, boolean latest) {
        this.jsonName = jsonName;
        this.level = level;
        this.latest = latest;
    }

    /** Empty for an unknown name; case does not matter. */
    public static Optional<RollForward> named(String name) {
        return Arrays.stream(values()).filter(v -> v.jsonName.equalsIgnoreCase(name)).findFirst();
    }

    /** Whether the installed version may stand in for the wanted one. */
    boolean allows(SdkVersion wanted, SdkVersion installed) {
        if (installed.compareTo(wanted) < 0) {
            return false;
        }
        boolean sameMajor = wanted.major() == installed.major();
        boolean sameMinor = sameMajor && wanted.minor() == installed.minor();
        return switch (level) {
            case EXACT -> installed.equals(wanted);
            case PATCH -> sameMinor && wanted.featureBand() == installed.featureBand();
            case FEATURE -> sameMinor;
            case MINOR -> sameMajor;
            case MAJOR -> true;
        };
    }

    /** Whether the exact version wins over newer ones that are allowed too. */
    boolean prefersExact() {
        return this == DISABLE || this == PATCH;
    }

    /** Whether the highest allowed version wins, instead of the nearest feature band. */
    boolean prefersLatest() {
        return latest;
    }

    /** The name in {@code global.json}. */
    @Override
    public String toString() {
        return jsonName;
    }
}
