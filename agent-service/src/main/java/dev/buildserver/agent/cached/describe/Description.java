package dev.buildserver.agent.cached.describe;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A solution as MSBuild sees it after restore.
 *
 * @param projects all that a build of it builds
 * @param configurations how the solution maps configurations and platforms, as MSBuild tells its
 *     projects; empty where no solution file is built
 * @param facts content of the files that later stages read, by path in their folder
 * @param packages what restore chose: SHA-512 as NuGet writes it, by path in the packages folder
 * @param obstacles why a later restore may choose otherwise although nothing changed; mostly empty
 */
public record Description(
        List<DescribedProject> projects,
        String configurations,
        Map<String, String> facts,
        Map<String, String> packages,
        List<String> obstacles) {
    public Description {
        projects = List.copyOf(projects);
        // In order: equal descriptions have equal bytes.
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
        obstacles = List.copyOf(obstacles);
    }
}
