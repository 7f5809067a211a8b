package dev.buildserver.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole minutes: {@code 90}, {@code 90m} or {@code 2h}. */
final class MinutesConverter implements ITypeConverter<Integer> {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([mh]?)");
    private static final int MINUTES_PER_HOUR = 60;

    @Override
    public Integer convert(String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            throw new TypeConversionException("'" + value + "' is no time like 90, 90m or 2h");
        }
        int number = Integer.parseInt(time.group(1));
        return time.group(2).equals("h") ? number * MINUTES_PER_HOUR : number;
    }
}
