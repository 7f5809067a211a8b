package dev.buildserver.agent.execute.warm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Outputs of the last build by where projects are.
 *
 * @param byFolder those that lie below a project, by its folder: with a slash at the end, the root
 *     is empty
 */
record OutputsBelow(Map<String, List<String>> byFolder) {
    /**
     * @param outputs paths in the tree
     * @param folders of projects
     */
    static OutputsBelow of(Collection<String> outputs, Set<String> folders) {
        Map<String, List<String>> byFolder = new TreeMap<>();
        for (String output : outputs) {
            int end = 0;
            do {
                String folder = output.substring(0, end);
                if (folders.contains(folder)) {
                    byFolder.computeIfAbsent(folder, none -> new ArrayList<>()).add(output);
                }
                end = output.indexOf('/', end) + 1;
            } while (end > 0);
        }
        return new OutputsBelow(byFolder);
    }

    /** Those below a project that are not where it has its own. */
    List<String> strays(String folder, OwnFolders own) {
        return byFolder.getOrDefault(folder, List.of()).stream()
                .filter(output -> !own.hold(output.substring(folder.length())))
                .toList();
    }
}
