package dev.buildserver.agent.execute.warm;

import java.util.HashMap;
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

    /** Finds those of each project. */
    static final class Finder {
        /** Files that set a property, by the usual name of the folder. */
        private final Map<String, List<String>> setting = new HashMap<>();

        Finder(ProjectTexts texts) {
            BY_PROPERTY.forEach(
                    (property, name) -> {
                        String element = "<" + property.toLowerCase(Locale.ROOT);
                        setting.put(
                                name,
                                texts.byPath().entrySet().stream()
                                        .filter(
                                                text ->
                                                        text.getValue()
                                                                .toLowerCase(Locale.ROOT)
                                                                .contains(element))
                                        .map(Map.Entry::getKey)
                                        .toList());
                    });
        }

        /**
         * Those of a project, or for an import, those that any project has.
         *
         * @param file its path in the tree
         */
        OwnFolders of(String file) {
            boolean project = ProjectTexts.isProject(file);
            return new OwnFolders(
                    BY_PROPERTY.values().stream()
                            .filter(
                                    name ->
                                            setting.get(name).stream()
                                                    .noneMatch(
                                                            text ->
                                                                    !project
                                                                            || ProjectTexts
                                                                                    .mayConcern(
                                                                                            text,
                                                                                            file)))
                            .sorted()
                            .toList());
        }
    }
}
