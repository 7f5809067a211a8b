package dev.buildserver.domain.toolchain;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An SDK that an agent must have. It is either told by a version or the beginning of one, such as
 * {@code 9}, {@code 9.0}, {@code 8.0.4xx} (a feature band) or {@code 8.0.404}, or by a version and
 * how it may roll forward, as {@code global.json} does.
 *
 * @param version null: any, as {@code global.json} without a version; then there is a rule
 * @param rollForward null: the version, or one that begins so
 * @param allowPrerelease whether previews will do; the beginning of a version means releases
 */
public record SdkRequirement(String version, RollForward rollForward, boolean allowPrerelease) {
    private static final Pattern BEGINNING =
            Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6})(?:\\.(\\d{1,4})[xX]{2})?)?");

    /** The version, or any release that begins so. */
    public static SdkRequirement of(String version) {
        return new SdkRequirement(version, null, false);
    }

    /** What a source tree pins. */
    public static SdkRequirement of(SdkRequest request) {
        return new SdkRequirement(
                request.version().map(SdkVersion::toString).orElse(null),
                request.rollForward(),
                request.allowPrerelease());
    }

    /** What is wrong with a version; empty when nothing is. */
    public static Optional<String> objection(String version) {
        return BEGINNING.matcher(version).matches() || SdkVersion.parse(version).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "must be a version of a .NET SDK or the beginning of one, such as 9, 9.0,"
                                + " 8.0.4xx or 8.0.404");
    }

    /** Whether one of the SDKs will do. Texts that are no versions are of no use. */
    public boolean isMetBy(Collection<String> installed) {
        List<SdkVersion> sdks =
                installed.stream().flatMap(text -> SdkVersion.parse(text).stream()).toList();
        if (rollForward == null && version != null) {
            return sdks.stream().anyMatch(this::begins);
        }
        Optional<SdkVersion> wanted = Optional.ofNullable(version).flatMap(SdkVersion::parse);
        RollForward rule = rollForward == null ? RollForward.LATEST_MAJOR : rollForward;
        return new SdkRequest(wanted, rule, allowPrerelease, false).choose(sdks).isPresent();
    }

    private boolean begins(SdkVersion sdk) {
        Matcher beginning = BEGINNING.matcher(version);
        if (!beginning.matches()) {
            return SdkVersion.parse(version).filter(sdk::equals).isPresent();
        }
        return !sdk.isPrerelease()
                && sdk.major() == Integer.parseInt(beginning.group(1))
                && isOr(beginning.group(2), sdk.minor())
                && isOr(beginning.group(3), sdk.featureBand());
    }

    private static boolean isOr(String number, int value) {
        return number == null || Integer.parseInt(number) == value;
    }

    /** For people, such as {@code 9.0} or {@code 8.0.100 (rollForward: latestPatch)}. */
    @Override
    public String toString() {
        String rules =
                Stream.of(
                                rollForward == null || version == null
                                        ? null
                                        : "rollForward: " + rollForward,
                                rollForward == null || allowPrerelease ? null : "no previews")
                        .filter(rule -> rule != null)
                        .collect(Collectors.joining(", "));
        return (version == null ? "any version" : version)
                + (rules.isEmpty() ? "" : " (" + rules + ")");
    }
}
