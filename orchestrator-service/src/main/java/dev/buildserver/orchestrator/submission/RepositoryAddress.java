package dev.buildserver.orchestrator.submission;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether two URLs mean one repository, as far as their form shows it. */
public final class RepositoryAddress {
    private static final Pattern SCHEME_AND_HOST = Pattern.compile("^[a-zA-Z][\\w+.-]*://[^/]*");

    private RepositoryAddress() {}

    /** Whether they differ in the host's case, a final slash, or a final {@code .git} at most. */
    public static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String url) {
        String text = url.strip();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.endsWith(".git")) {
            text = text.substring(0, text.length() - ".git".length());
        }
        Matcher host = SCHEME_AND_HOST.matcher(text);
        return host.find()
                ? host.group().toLowerCase(Locale.ROOT) + text.substring(host.end())
                : text;
    }
}
