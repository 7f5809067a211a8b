package dev.buildserver.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values as people read them. Null shows as {@code -}. */
public final class Format {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n\\r]]");
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Format() {}

    /** Such as {@code 0.8 s}, {@code 2 min 05 s} or {@code 1 h 02 min}. */
    public static String duration(Duration duration) {
        if (duration == null) {
            return "-";
        }
        long tenths = Math.round(duration.toMillis() / 100.0);
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
        }
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    /** UTC, to the second. */
    public static String time(Instant instant) {
        return instant == null ? "-" : TIME.format(instant);
    }

    /** Such as {@code 512 B} or {@code 2.3 MiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    /** Such as {@code 12 %}. */
    public static String percent(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.0f %%", value);
    }

    /** The first twelve digits of a commit id. */
    public static String commit(String id) {
        return id == null ? "-" : id.length() <= 12 ? id : id.substring(0, 12);
    }

    /** Text from elsewhere on one line, without what could take over a terminal. */
    public static String line(String text) {
        return text == null ? "" : harmless(text.strip()).replaceAll("\\s+", " ");
    }

    /** Text from elsewhere without colours, and a {@code ?} for every other control character. */
    public static String harmless(String text) {
        String plain = COLOURS.matcher(text).replaceAll("");
        return CONTROLS.matcher(plain).replaceAll("?");
    }
}
