package dev.buildserver.agent.execute.solution;

import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.toolchain.SdkVersion;
import java.util.Locale;
import java.util.Map;

/**
 * Which SDKs read which kinds of solutions. Older ones take a new kind for a project, and complain
 * of its first character.
 */
public final class SolutionFormat {
    private static final Map<String, SdkVersion> FIRST =
            Map.of("slnf", sdk("3.1.400"), "slnx", sdk("9.0.200"));

    private SolutionFormat() {}

    /**
     * Checks that an SDK reads a solution.
     *
     * @param name of the solution or project
     * @throws AttemptEnded with {@code INVALID_INPUT} and what to do about it
     */
    public static void check(String name, SdkVersion sdk) throws AttemptEnded {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        SdkVersion first = FIRST.get(ending);
        if (first != null && sdk.compareTo(first) < 0) {
            throw AttemptEnded.invalidInput(
                    "'%s' can be read by .NET SDK %s and newer; the build would use %s. Name a .sln or a project, or ask for a newer SDK."
                            .formatted(name, first, sdk));
        }
    }

    private static SdkVersion sdk(String version) {
        return SdkVersion.parse(version).orElseThrow();
    }
}
