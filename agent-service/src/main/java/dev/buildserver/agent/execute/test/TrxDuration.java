package dev.buildserver.agent.execute.test;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A .NET time span as TRX files write it: {@code [days.]hh:mm:ss[.fffffff]}. */
final class TrxDuration {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,6})\\.)?(\\d{1,3}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?");

    private TrxDuration() {}

    /** Zero where there is none or it can't be read. */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return Duration.ZERO;
        }
        String fraction = matcher.group(5) == null ? "" : matcher.group(5);
        return Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4)))
                .plusNanos(number((fraction + "000000000").substring(0, 9)));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
