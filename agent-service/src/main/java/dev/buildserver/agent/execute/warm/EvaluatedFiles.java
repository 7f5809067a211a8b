package dev.buildserver.agent.execute.warm;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sources at which projects look while they are evaluated, by conditions and functions: what is
 * found there may be a version that restore writes down, or decide on packages. MSBuild's own
 * bookkeeping of what is up to date knows nothing of it.
 */
final class EvaluatedFiles {
    private static final Pattern READS = ignoringCase("\\[System\\.IO\\.File\\]::");
    private static final Pattern LOOKS = ignoringCase("\\bExists\\s*\\(|OfFileAbove\\s*\\(");
    private static final Pattern LISTS =
            ignoringCase(
                    "\\[System\\.IO\\.Directory\\]::"
                            + "(?:Get(?:Files|Directories|FileSystemEntries)|Enumerate|Exists)");

    /** The end of a name that begins with the value of a property, a metadatum or a function. */
    private static final Pattern COMPOSED = Pattern.compile("\\)([\\w.-]*\\.\\w+)");

    /** Items by their plain names: properties, which decide, know nothing of them. */
    private static final Pattern PLAIN_ITEMS =
            ignoringCase("\\b(?:Include|Update|Remove|Exclude)\\s*=\\s*(?:\"[^\":]*\"|'[^':]*')");

    private final String text;
    private final Set<String> ends;

    EvaluatedFiles(ProjectTexts texts) {
        String all = String.join("\n", texts.byPath().values());
        this.text = PLAIN_ITEMS.matcher(all).replaceAll("");
        this.ends =
                COMPOSED.matcher(text)
                        .results()
                        .map(end -> end.group(1))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Those of the changed files of which an evaluation may depend.
     *
     * @param before the paths that there were
     */
    List<String> critical(List<String> changed, Set<String> before) {
        boolean reads = READS.matcher(text).find();
        boolean looks = reads || LOOKS.matcher(text).find();
        boolean lists = LISTS.matcher(text).find();
        Predicate<String> isAdded = path -> !before.contains(path);
        return changed.stream()
                .filter(
                        path ->
                                lists && isAdded.test(path)
                                        || (reads || looks && isAdded.test(path)) && isNamed(path))
                .toList();
    }

    private boolean isNamed(String path) {
        String name = ProjectTexts.name(path);
        return text.contains(name) || ends.stream().anyMatch(name::endsWith);
    }

    private static Pattern ignoringCase(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }
}
