package dev.buildserver.gateway.submission;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The properties that say where a build writes. What is written outside of the checkout is no
 * artifact, stays on the agent, and meets what other builds left there. Variables of the
 * environment count as well: MSBuild takes them for properties.
 */
final class OutputFolders {
    private static final Set<String> NAMES =
            Set.of(
                    "ARTIFACTSPATH",
                    "BASEINTERMEDIATEOUTPUTPATH",
                    "BASEOUTPUTPATH",
                    "COMPILERGENERATEDFILESOUTPUTPATH",
                    "INTERMEDIATEOUTPUTPATH",
                    "MSBUILDPROJECTEXTENSIONSPATH",
                    "NUSPECOUTPUTPATH",
                    "OUTDIR",
                    "OUTPUTPATH",
                    "PACKAGEOUTPUTPATH",
                    "PUBLISHDIR",
                    "RESTOREOUTPUTPATH");
    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:.*", Pattern.DOTALL);

    private OutputFolders() {}

    /** What is wrong with the value of that property or variable; empty when nothing is. */
    static Optional<String> objection(String name, String value) {
        if (!NAMES.contains(name.toUpperCase(Locale.ROOT)) || !leadsOut(value)) {
            return Optional.empty();
        }
        return Optional.of(
                "must be a folder in the checkout, relative to each project and without '..': an"
                        + " agent keeps nothing that is written elsewhere");
    }

    private static boolean leadsOut(String value) {
        String path = plain(value).strip();
        return ABSOLUTE.matcher(path).matches()
                || Arrays.stream(path.split("/")).map(String::strip).anyMatch(".."::equals);
    }

    // MSBuild takes escaped characters for what they stand for, and both slashes for one.
    private static String plain(String value) {
        return value.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f|%5c|\\\\", "/");
    }
}
