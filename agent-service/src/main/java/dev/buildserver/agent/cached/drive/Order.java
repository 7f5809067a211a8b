package dev.buildserver.agent.cached.drive;

import java.util.List;
import java.util.Map;

/**
 * A project to be built.
 *
 * @param number marks its accesses in the trace, positive, unique in a build
 * @param project the project file as the build sees it
 * @param variants global properties of each build of it; they follow one another
 */
public record Order(int number, String project, List<Map<String, String>> variants) {
    public Order {
        variants = List.copyOf(variants);
    }
}
