package dev.buildserver.agent.cached.build;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells wrong sources from all else that lets a project fail. Drivers build projects one by one and
 * without the network: a task that builds others, or a program that downloads, may miss what it
 * finds in a plain build.
 */
final class Failures {
    /** Quotes within a message are escaped. */
    private static final Pattern IN_SOURCE =
            Pattern.compile(
                    "\"file\":\"[^\"]*\\.(cs|vb|fs|fsi|resx|cshtml|razor)\"",
                    Pattern.CASE_INSENSITIVE);

    private Failures() {}

    /**
     * @param said errors and warnings of the project, as the logger writes them
     */
    static boolean areOfSources(List<String> said) {
        return said.stream()
                .filter(DriverEvents::isError)
                .anyMatch(line -> IN_SOURCE.matcher(line).find());
    }
}
