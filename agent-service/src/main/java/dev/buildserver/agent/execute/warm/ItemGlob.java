package dev.buildserver.agent.execute.warm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A pattern of files in an item of a project or of what it imports. */
final class ItemGlob {
    private static final Map<String, String> SDK_FOLDERS =
            Map.of(
                    "$(DefaultItemExcludes)", "bin/**;obj/**",
                    "$(BaseOutputPath)", "bin/",
                    "$(BaseIntermediateOutputPath)", "obj/");
    private static final String OWN_FOLDER = "$(MSBuildProjectDirectory)/";

    /** A property, a metadatum or a function of one; its value may be anything. */
    private static final String VALUE =
            "[$%@]\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\)";

    private static final Pattern PART = Pattern.compile(VALUE + "|\\*\\*/|\\*\\*|\\*|\\?");

    private final String file;
    private final String text;
    private final Pattern included;
    private final List<Pattern> excluded;

    private ItemGlob(String file, String text, Pattern included, List<Pattern> excluded) {
        this.file = file;
        this.text = text;
        this.included = included;
        this.excluded = List.copyOf(excluded);
    }

    /**
     * The patterns in a file of MSBuild.
     *
     * @param file its path in the tree
     */
    static List<ItemGlob> of(String file, String text) {
        List<ItemGlob> globs = new ArrayList<>();
        try {
            XMLStreamReader xml = ProjectXml.reader(text);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    String include = xml.getAttributeValue(null, "Include");
                    String exclude = xml.getAttributeValue(null, "Exclude");
                    for (String glob : split(include)) {
                        of(file, glob, split(exclude)).ifPresent(globs::add);
                    }
                }
            }
        } catch (XMLStreamException e) {
            // MSBuild does not read such a file either.
            return globs;
        }
        return globs;
    }

    private static Optional<ItemGlob> of(String file, String glob, List<String> excludes) {
        // Wildcards in the value of a property are found where that is written, or not at all.
        if (glob.startsWith("@(") || glob.replaceAll(VALUE, "").indexOf('*') < 0) {
            return Optional.empty();
        }
        boolean project = ProjectTexts.isProject(file);
        List<Pattern> excluded = new ArrayList<>();
        if (isBelowProject(glob)) {
            excludes.stream()
                    .filter(ItemGlob::isBelowProject)
                    .forEach(exclude -> excluded.add(pattern(project, file, exclude)));
        }
        return Optional.of(new ItemGlob(file, glob, pattern(project, file, glob), excluded));
    }

    boolean matches(String path) {
        return BoundedText.matches(included, path, true)
                && excluded.stream().noneMatch(one -> BoundedText.matches(one, path, false));
    }

    @Override
    public String toString() {
        return text + " in " + file;
    }

    private static List<String> split(String items) {
        if (items == null) {
            return List.of();
        }
        String plain = items.replace('\\', '/').replace(OWN_FOLDER, "");
        for (Map.Entry<String, String> folder : SDK_FOLDERS.entrySet()) {
            plain = plain.replace(folder.getKey(), folder.getValue());
        }
        return Arrays.stream(plain.split(";")).map(String::strip).toList();
    }

    private static boolean isBelowProject(String glob) {
        return !glob.startsWith("/") && !glob.contains("..") && !glob.contains("(");
    }

    // What is relative in an import is so to each project that imports it.
    private static Pattern pattern(boolean project, String file, String glob) {
        boolean known = project && !glob.startsWith("/") && !glob.matches(VALUE + ".*");
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        String path = normalized(known ? folder + glob : glob);
        String anywhere = glob.matches(VALUE + ".*") ? "" : "(?:.*/)?";
        return Pattern.compile((known ? "" : anywhere) + regex(path), Pattern.CASE_INSENSITIVE);
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
        Matcher parts = PART.matcher(glob);
        StringBuilder regex = new StringBuilder();
        int end = 0;
        while (parts.find()) {
            regex.append(Pattern.quote(glob.substring(end, parts.start())));
            regex.append(
                    switch (parts.group()) {
                        case "**/" -> "(?:.*/)?";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> ".*";
                    });
            end = parts.end();
        }
        return regex.append(Pattern.quote(glob.substring(end))).toString();
    }
}
