package dev.buildserver.domain.toolchain;

import java.util.Collection;
import java.util.Optional;

/**
 * Which SDK a source tree asks for. The rules are those of the {@code dotnet} host.
 *
 * @param version empty: any
 * @param allowPrerelease whether previews may be chosen
 * @param otherPlaces whether the tree names folders of its own in which to look for SDKs; then only
 *     the host can tell
 */
public record SdkRequest(
        Optional<SdkVersion> version,
        RollForward rollForward,
        boolean allowPrerelease,
        boolean otherPlaces) {
    /** What a tree without {@code global.json} asks for: the newest. */
    public static final SdkRequest NEWEST =
            new SdkRequest(Optional.empty(), RollForward.LATEST_MAJOR, true, false);

    /** The SDK that the host will use; empty where none of them will do. */
    public Optional<SdkVersion> choose(Collection<SdkVersion> installed) {
        if (version.isPresent()
                && rollForward.prefersExact()
                && installed.contains(version.get())) {
            return version;
        }
        return installed.stream().filter(this::matches).reduce(this::better);
    }

    private boolean matches(SdkVersion candidate) {
        return (allowPrerelease || !candidate.isPrerelease())
                && version.map(wanted -> rollForward.allows(wanted, candidate)).orElse(true);
    }

    private SdkVersion better(SdkVersion left, SdkVersion right) {
        boolean sameBand =
                left.major() == right.major()
                        && left.minor() == right.minor()
                        && left.featureBand() == right.featureBand();
        boolean higherWins = version.isEmpty() || rollForward.prefersLatest() || sameBand;
        return (left.compareTo(right) > 0) == higherWins ? left : right;
    }

    /** For people, such as {@code 8.0.100 (rollForward: latestPatch)}. */
    @Override
    public String toString() {
        return version.map(v -> v + " (rollForward: " + rollForward + ")").orElse("any version");
    }
}
