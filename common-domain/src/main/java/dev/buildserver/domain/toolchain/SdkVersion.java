package dev.buildserver.domain.toolchain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of a .NET SDK, such as {@code 8.0.404} or {@code 9.0.100-rc.2.24474.11}. The third number
 * is a feature band (its hundreds) and a patch level. Ordered as semantic versions are.
 *
 * @param third feature band times 100 plus patch level
 * @param prerelease without the dash; empty for a release
 */
public record SdkVersion(int major, int minor, int third, String prerelease)
        implements Comparable<SdkVersion> {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:-([0-9A-Za-z.-]+))?(?:\\+.*)?");

    /** Empty where the text is no version. */
    public static Optional<SdkVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        return matcher.matches()
                ? Optional.of(
                        new SdkVersion(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)),
                                Integer.parseInt(matcher.group(3)),
                                matcher.group(4) == null ? "" : matcher.group(4)))
                : Optional.empty();
    }

    /** Such as 4 in {@code 8.0.404}. */
    public int featureBand() {
        return third / 100;
    }

    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    @Override
    public int compareTo(SdkVersion other) {
        int order = Integer.compare(major, other.major);
        order = order != 0 ? order : Integer.compare(minor, other.minor);
        order = order != 0 ? order : Integer.compare(third, other.third);
        return order != 0 ? order : comparePrerelease(prerelease, other.prerelease);
    }

    private static int comparePrerelease(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        String[] a = left.split("\\.");
        String[] b = right.split("\\.");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = compareIdentifier(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static int compareIdentifier(String left, String right) {
        boolean leftNumber = left.matches("\\d{1,18}");
        boolean rightNumber = right.matches("\\d{1,18}");
        if (leftNumber && rightNumber) {
            return Long.compare(Long.parseLong(left), Long.parseLong(right));
        }
        return leftNumber == rightNumber
                ? left.compareTo(right)
                : Boolean.compare(rightNumber, leftNumber);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + third + (isPrerelease() ? "-" + prerelease : "");
    }
}
