package dev.buildserver.agent.execute.warm;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The folders that the SDK leaves out of what it includes in a project: its own outputs lie there.
 * Those of a project below it are none of them.
 *
 * @param names as the SDK has them by default; where a repository has others, it is not known which
 */
record OwnFolders(List<String> names) {
    private static final Map<String, String> BY_PROPERTY =
            Map.of("BaseOutputPath", "bin", "BaseIntermediateOutputPath", "obj");

    OwnFolders {
        names = List.copyOf(names);
    }

    /**
     * @param texts of files of MSBuild
     */
    static OwnFolders of(Collection<String> texts) {
        return new OwnFolders(
                BY_PROPERTY.keySet().stream()
                        .filter(property -> texts.stream().noneMatch(text -> sets(text, property)))
                        .map(BY_PROPERTY::get)
                        .sorted()
                        .toList());
    }

    /** Whether outputs of the project lie there, and none of others. */
    boolean hold(String pathInProject) {
        return names.stream().anyMatch(name -> pathInProject.startsWith(name + "/"));
    }

    /** Patterns of what is left out by itself. */
    String patterns() {
        return String.join(";", names.stream().map(name -> name + "/**").toList());
    }

    /** Patterns with the folders in the place of the SDK's properties, where they are known. */
    String named(String patterns) {
        String named = patterns.replace("$(DefaultItemExcludes)", patterns());
        for (Map.Entry<String, String> folder : BY_PROPERTY.entrySet()) {
            if (names.contains(folder.getValue())) {
                named = named.replace("$(" + folder.getKey() + ")", folder.getValue() + "/");
            }
        }
        return named;
    }

    private static boolean sets(String text, String property) {
        return text.toLowerCase(Locale.ROOT).contains("<" + property.toLowerCase(Locale.ROOT));
    }
}
