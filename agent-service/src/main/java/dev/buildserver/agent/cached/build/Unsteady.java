package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Interval;
import dev.buildserver.agent.trace.TracedPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Programs of the system that tell the time or draw lots: what they say is in no key. Of .NET's own
 * processes nothing is concluded, each draws numbers for its tables.
 */
public final class Unsteady {
    private static final Set<String> PROGRAMS =
            Set.of("date", "uptime", "uuidgen", "uuid", "mcookie", "shuf");

    private static final List<String> FILES =
            List.of("/dev/random", "/dev/urandom", "/proc/sys/kernel/random", "/proc/uptime");

    /** Names temporary files with what it draws, which is nobody's output. */
    private static final String NAMES_FILES = "mktemp";

    private Unsteady() {}

    /** Why outputs of what ran there may differ from build to build; one line each. */
    public static Set<String> of(Interval interval) {
        Set<String> found = new TreeSet<>();
        Map<Integer, TracedPath> programs = new HashMap<>();
        for (Access access : interval.accesses().list()) {
            if (access.kind() == AccessKind.START) {
                programs.put(access.pid(), access.path());
                if (isOfSystem(access.path()) && PROGRAMS.contains(name(access.path()))) {
                    found.add(obstacle("runs " + name(access.path())));
                }
            } else if (access.kind() == AccessKind.READ && access.errno() == 0) {
                TracedPath program = programs.get(access.pid());
                if (program != null
                        && isOfSystem(program)
                        && !name(program).equals(NAMES_FILES)
                        && FILES.stream().anyMatch(access.path()::isWithin)) {
                    found.add(obstacle("reads " + access.path()));
                }
            }
        }
        return found;
    }

    private static String obstacle(String what) {
        return "it " + what + ", which says something else each time";
    }

    private static boolean isOfSystem(TracedPath program) {
        return List.of("/usr", "/bin", "/sbin").stream().anyMatch(program::isWithin);
    }

    private static String name(TracedPath program) {
        String path = program.toString();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
