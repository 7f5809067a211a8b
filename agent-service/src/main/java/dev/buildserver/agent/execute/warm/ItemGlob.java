package dev.buildserver.agent.execute.warm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A pattern of files in an item of a project or of what it imports. */
final class ItemGlob {
    private static final String OWN_FOLDER = "$(MSBuildProjectDirectory)/";

    /** A property, a metadatum or a function of one; its value may be anything. */
    private static final String VALUE =
            "[$%@]\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\)";

    private static final Pattern ANY_VALUE = Pattern.compile(VALUE);
    private static final Pattern PART = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?");
    private static final Pattern WILDCARD = Pattern.compile("[*?]");
    private static final String ANYTHING = ".*";
    private static final List<String> NONE = List.of();

    /** Nobody writes longer ones, or such with more wildcards, to have something matched. */
    private static final int MOST_CHARACTERS = 1_000;

    private static final int MOST_WILDCARDS = 50;

    private final String file;
    private final String text;
    private final List<String> excludes;
    private final String included;

    /** Of the project to which all is relative; null where it is not known. */
    private final String folder;

    /** Null until a path is looked at. */
    private Pattern pattern;

    /** Empty until a path is included. */
    private final List<Pattern> excluded = new ArrayList<>();

    private ItemGlob(
            String file, String text, String folder, String included, List<String> excludes) {
        this.file = file;
        this.text = text;
        this.folder = folder;
        this.included = included;
        this.excludes = excludes;
    }

    private static ItemGlob anything(String file, String text) {
        return new ItemGlob(file, text, null, ANYTHING, List.of());
    }

    /**
     * The patterns in a file of MSBuild.
     *
     * @param file its path in the tree
     * @param properties in which patterns may stand
     */
    static List<ItemGlob> of(
            String file, String text, OwnFolders own, PatternProperties properties) {
        List<ItemGlob> globs = new ArrayList<>();
        try {
            XMLStreamReader xml = ProjectReader.of(text);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    String include = xml.getAttributeValue(null, "Include");
                    String exclude = xml.getAttributeValue(null, "Exclude");
                    List<String> excludes = excludes(exclude, own);
                    for (String one : include == null ? NONE : properties.in(include)) {
                        split(one).stream()
                                .filter(ItemGlob::hasWildcard)
                                .forEach(glob -> of(file, glob, excludes).ifPresent(globs::add));
                    }
                }
            }
        } catch (XMLStreamException e) {
            return List.of(anything(file, "something that can't be read"));
        }
        return globs;
    }

    /**
     * Patterns of what is an item of a project by default, its own outputs left out.
     *
     * @param project its path in the tree
     * @param leftOut patterns of what else is none
     */
    static List<ItemGlob> byDefault(
            String project, String patterns, String leftOut, OwnFolders own) {
        List<String> excludes = excludes(own.patterns() + ";" + leftOut, own);
        return split(patterns).stream()
                .flatMap(pattern -> of(project, pattern, excludes).stream())
                .map(glob -> glob.isRelative() ? glob.in(ProjectTexts.folder(project)) : glob)
                .toList();
    }

    // Those in the value of a property have been put in its place.
    private static boolean hasWildcard(String glob) {
        return WILDCARD.matcher(ANY_VALUE.matcher(glob).replaceAll("")).find()
                || hasWildcardInValue(glob);
    }

    // A function may put a pattern together.
    private static boolean hasWildcardInValue(String glob) {
        return ANY_VALUE
                .matcher(glob)
                .results()
                .map(MatchResult::group)
                .anyMatch(value -> value.startsWith("$(") && WILDCARD.matcher(value).find());
    }

    private static Optional<ItemGlob> of(String file, String glob, List<String> excludes) {
        String plain = ANY_VALUE.matcher(glob).replaceAll("");
        long wildcards = WILDCARD.matcher(plain).results().count();
        if (glob.startsWith("@(") || glob.isEmpty()) {
            return Optional.empty();
        }
        if (glob.length() > MOST_CHARACTERS
                || wildcards > MOST_WILDCARDS
                || plain.contains("$(")
                || hasWildcardInValue(glob)) {
            return Optional.of(anything(file, glob));
        }
        String folder = ProjectTexts.isProject(file) ? ProjectTexts.folder(file) : null;
        return Optional.of(
                new ItemGlob(
                        file,
                        glob,
                        null,
                        regex(folder, glob),
                        isBelowProject(glob) ? excludes : List.of()));
    }

    /** Whether it begins in the folder of a project, whichever that is. */
    boolean isRelative() {
        return !included.equals(ANYTHING) && isBelowProject(text);
    }

    /**
     * The same in a project.
     *
     * @param folder with a slash at the end; the root is empty
     */
    ItemGlob in(String folder) {
        return new ItemGlob(file, text, folder, regex(folder, text), excludes);
    }

    /**
     * Whether it may be that a path matches.
     *
     * @throws Looks.NoneLeftException it takes too long to tell
     */
    boolean matches(String path, Looks looks) throws Looks.NoneLeftException {
        if (pattern == null) {
            pattern = looks.pattern(included);
        }
        if (!looks.matches(pattern, path)) {
            return false;
        }
        if (excluded.isEmpty()) {
            for (String one : excludes) {
                excluded.add(looks.pattern(regex(folder, one)));
            }
        }
        for (Pattern one : excluded) {
            if (looks.matches(one, path)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text + " in " + file;
    }

    private static List<String> split(String items) {
        return items == null
                ? List.of()
                : Arrays.stream(items.replace('\\', '/').replace(OWN_FOLDER, "").split(";"))
                        .map(String::strip)
                        .toList();
    }

    private static List<String> excludes(String exclude, OwnFolders own) {
        return split(exclude == null ? null : own.named(exclude)).stream()
                .filter(one -> !one.isEmpty() && isBelowProject(one))
                .filter(one -> one.length() <= MOST_CHARACTERS)
                .toList();
    }

    private static boolean isBelowProject(String glob) {
        return !glob.startsWith("/") && !glob.contains("..") && !glob.contains("(");
    }

    /**
     * @param folder of the project; null where it may be any, or none in the tree
     */
    private static String regex(String folder, String glob) {
        int value = ANY_VALUE.matcher(glob).results().mapToInt(MatchResult::end).max().orElse(0);
        if (folder != null && value == 0 && !glob.startsWith("/")) {
            return regex(normalized(folder + glob));
        }
        // Of what stands before, nothing is known.
        int known = Math.max(value, glob.lastIndexOf("../") + 1);
        String end = glob.substring(known).replaceFirst("^\\.?/", "/");
        boolean isName = known > 0 && !end.startsWith("/");
        return (isName ? ".*" : "(?:.*/)?") + regex(normalized(end));
    }

    private static String normalized(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    private static String regex(String glob) {
        String plain =
                glob.replaceAll("(^|/)\\*\\.\\*$", "$1*")
                        .replaceAll("%\\p{XDigit}{2}", "?")
                        .replaceAll("\\*{3,}", "**");
        Matcher parts = PART.matcher(plain);
        StringBuilder regex = new StringBuilder();
        int end = 0;
        while (parts.find()) {
            regex.append(Pattern.quote(plain.substring(end, parts.start())));
            regex.append(
                    switch (parts.group()) {
                        case "**/" -> "(?:.*/)?";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> ".*";
                    });
            end = parts.end();
        }
        return regex.append(Pattern.quote(plain.substring(end))).toString();
    }
}
