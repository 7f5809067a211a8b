package dev.buildserver.agent.execute.warm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Outputs of the last build by where projects are.
 *
 * @param all their paths in the tree
 * @param byFolder those that lie below a project, by its folder: with a slash at the end, the root
 *     is empty
 * @param elsewhere those that lie below none
 */
record OutputsBelow(List<String> all, Map<String, List<String>> byFolder, List<String> elsewhere) {
    /**
     * @param folders of projects
     */
    static OutputsBelow of(List<String> outputs, Set<String> folders) {
        Map<String, List<String>> byFolder = new TreeMap<>();
        List<String> elsewhere = new ArrayList<>();
        for (String output : outputs) {
            boolean below = false;
            int end = 0;
            do {
                String folder = output.substring(0, end);
                if (folders.contains(folder)) {
                    below = true;
                    byFolder.computeIfAbsent(folder, none -> new ArrayList<>()).add(output);
                }
                end = output.indexOf('/', end) + 1;
            } while (end > 0);
            if (!below) {
                elsewhere.add(output);
            }
        }
        return new OutputsBelow(outputs, byFolder, elsewhere);
    }

    /** Those below a project; none where there is no project. */
    List<String> below(String folder) {
        return byFolder.getOrDefault(folder, List.of());
    }

    /** Those below a project that are not where it has its own. */
    List<String> strays(String folder, OwnFolders own) {
        return below(folder).stream()
                .filter(output -> !own.hold(output.substring(folder.length())))
                .toList();
    }
}
