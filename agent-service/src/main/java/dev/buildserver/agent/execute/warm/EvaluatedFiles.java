package dev.buildserver.agent.execute.warm;

import java.util.ArrayList;
import java.util.HashSet;
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

    private static final Pattern READS_LINES =
            ignoringCase("<ReadLinesFromFile\\b[^>]*?\\bFile\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    /** Options of compilers that MSBuild does not compare with those of last time, being set. */
    private static final Pattern OPTION =
            ignoringCase(
                    "(?:\\bPropertyName\\s*=\\s*[\"']|<)(?:NoWarn|Warn(?:On|ings?)\\w*|TreatWarningsAsErrors"
                            + "|DisabledWarnings|LangVersion|Nullable\\w*|Optimize|Debug(?:Type|Symbols)"
                            + "|PlatformTarget|Prefer32Bit|CheckForOverflowUnderflow|AllowUnsafeBlocks"
                            + "|CodeAnalysisRuleSet|AdditionalLib\\w*|Deterministic\\w*|PathMap|Features"
                            + "|CodePage|ChecksumAlgorithm|BaseAddress|HighEntropyVA|FileAlignment"
                            + "|StartupObject|RootNamespace|AssemblyOriginatorKeyFile|KeyOriginatorFile"
                            + "|SignAssembly|DelaySign|PublicSign|Option\\w+|OtherFlags|Tailcalls"
                            + "|CompilerResponseFile|CscAdditionalOptions|PreferredUILang|Embed\\w+)\\b");

    private static final Pattern TARGET = Pattern.compile("<Target\\b.*?</Target>", Pattern.DOTALL);

    private static final Pattern BY_ITEMS =
            ignoringCase("\\bCondition\\s*=\\s*(?:\"[^\"]*@\\(|'[^']*@\\()");

    private static final Pattern TIME = ignoringCase("\\[System\\.DateTime(?:Offset)?\\]::");

    /** Targets before, after or in place of those of restore, or before any that is asked for. */
    private static final Pattern IN_RESTORE =
            ignoringCase(
                    "\\bInitialTargets\\s*=|<Target\\b[^<>]*\\b(?:(?:Before|After)Targets|Name)\\s*="
                            + "\\s*[\"'][^\"'<>]*(?:Restore|Collect|FrameworkReference"
                            + "|Package(?:Download|Reference)|ProjectStyle|RuntimeIdentifier)");

    private static final Pattern LOOKS = ignoringCase("\\bExists\\s*\\(|OfFileAbove\\s*\\(");
    private static final Pattern LISTS =
            ignoringCase(
                    "\\[System\\.IO\\.Directory\\]::"
                            + "(?:Get(?:Files|Directories|FileSystemEntries)|Enumerate|Exists)");

    /** As an argument, or as the value of a property. */
    private static final Pattern GIT =
            Pattern.compile(
                    "(?:::\\w+\\([^<]{0,200}|>[^<>]*)(?<![\\w.])\\.git(?:[/\\\\][^<>\"]*)?['\"<`]",
                    Pattern.CASE_INSENSITIVE);

    /** Of items, which no property knows. */
    private static final Pattern METADATA = Pattern.compile("%\\([\\w.]+\\)[\\w.-]*");

    /** The end of a name that begins with the value of a property or a function. */
    private static final Pattern COMPOSED = Pattern.compile("\\)([\\w.-]*\\.\\w+)");

    /** Items by their plain names: properties, which decide, know nothing of them. */
    private static final Pattern PLAIN_ITEMS =
            ignoringCase("\\b(?:Include|Update|Remove|Exclude)\\s*=\\s*(?:\"[^\":]*\"|'[^':]*')");

    private final String text;
    private final String all;
    private final Set<String> readByLines;
    private final Set<String> ends;

    EvaluatedFiles(ProjectTexts texts) {
        String all = String.join("\n", texts.byPath().values());
        this.all = all;
        this.text = PLAIN_ITEMS.matcher(all).replaceAll("");
        this.readByLines = readForOptions(all);
        this.ends =
                COMPOSED.matcher(METADATA.matcher(text).replaceAll(""))
                        .results()
                        .map(end -> end.group(1))
                        .collect(Collectors.toUnmodifiableSet());
    }

    // Files in which targets may find options.
    private static Set<String> readForOptions(String all) {
        boolean setsOptions =
                TARGET.matcher(all)
                        .results()
                        .anyMatch(target -> OPTION.matcher(target.group()).find());
        return setsOptions
                ? READS_LINES
                        .matcher(all)
                        .results()
                        .map(file -> file.group(1) == null ? file.group(2) : file.group(1))
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Whether it may depend on the commit alone: versions do, and names of files. */
    boolean lookAtGit() {
        return READS.matcher(text).find() && GIT.matcher(text).find();
    }

    /**
     * Whether restore may find something else though no project changed: a version that follows the
     * clock, a package that is asked for where there are some items, or what a target finds or says
     * that runs then.
     */
    boolean decideOnPackages(List<String> changed, Set<String> before) {
        return TIME.matcher(text).find()
                || IN_RESTORE.matcher(text).find()
                || !before.containsAll(changed)
                        && BY_ITEMS.matcher(TARGET.matcher(text).replaceAll("")).find();
    }

    /**
     * Those of the changed files of which an evaluation may depend.
     *
     * @param before the paths that there were
     */
    List<String> critical(List<String> changed, Set<String> before) {
        boolean reads = READS.matcher(text).find();
        boolean looks = reads || LOOKS.matcher(text).find();
        // What a condition finds of items may decide on an option, or on what is compiled in.
        boolean lists = LISTS.matcher(text).find() || BY_ITEMS.matcher(text).find();
        Predicate<String> isAdded = path -> !before.contains(path);
        Set<String> folders = new HashSet<>();
        before.forEach(path -> folders.addAll(folders(path)));
        return changed.stream()
                .filter(
                        path ->
                                lists && isAdded.test(path)
                                        || (reads || looks && isAdded.test(path)) && isNamed(path)
                                        || looks && isFolderNamed(path, folders)
                                        || isReadByLines(ProjectTexts.name(path)))
                .toList();
    }

    private boolean isReadByLines(String name) {
        return readByLines.stream().anyMatch(file -> mayMean(file.strip(), name));
    }

    // The value of a property or of items may stand anywhere.
    private boolean mayMean(String file, String name) {
        String end = file.substring(file.lastIndexOf(')') + 1);
        return file.contains(name)
                || file.contains(")") && (end.isEmpty() ? all.contains(name) : name.endsWith(end));
    }

    private boolean isNamed(String path) {
        String name = ProjectTexts.name(path);
        return text.contains(name) || ends.stream().anyMatch(name::endsWith);
    }

    /** Whether a folder is named that has come with the file. */
    private boolean isFolderNamed(String path, Set<String> before) {
        return folders(path).stream()
                .anyMatch(folder -> !before.contains(folder) && isNamed(folder));
    }

    private static List<String> folders(String path) {
        List<String> folders = new ArrayList<>();
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            folders.add(path.substring(0, end));
        }
        return folders;
    }

    private static Pattern ignoringCase(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }
}
