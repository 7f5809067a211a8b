package dev.buildserver.agent.execute.msbuild;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes a global property so that its value arrives as it is, whatever characters it has. */
public final class PropertyArgument {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,254}");

    private static final String OPTION = "-p:";

    private static final String ESCAPED = "%$@\"\\\n\r\t";

    private PropertyArgument() {}

    /** Whether MSBuild takes it as the name of a property. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * The argument {@code -p:name=value}.
     *
     * <p>Separators stand between quotation marks, where MSBuild does not split and yet sees them
     * as separators when it makes a list of the value; written as {@code %3B} they would not
     * separate any more. What would be taken away or turned round (percent signs, quotation marks,
     * backslashes) is escaped.
     */
    public static String of(String name, String value) {
        StringBuilder text = new StringBuilder(OPTION).append(name).append('=');
        boolean quoted = value.chars().anyMatch(c -> c == ';' || c == ',' || c == ' ');
        text.append(quoted ? "\"" : "");
        value.chars().forEach(c -> append(text, (char) c));
        return text.append(quoted ? "\"" : "").toString();
    }

    /**
     * The properties among arguments made by {@link #of}, in the form in which a task gives them to
     * a project.
     */
    public static SortedMap<String, String> assignments(List<String> arguments) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith(OPTION) && equals > 0) {
                String value = argument.substring(equals + 1);
                boolean quoted = value.length() > 1 && value.startsWith("\"");
                properties.put(
                        argument.substring(OPTION.length(), equals),
                        quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return properties;
    }

    private static void append(StringBuilder text, char c) {
        if (ESCAPED.indexOf(c) >= 0) {
            text.append(String.format("%%%02X", (int) c));
        } else {
            text.append(c);
        }
    }
}
