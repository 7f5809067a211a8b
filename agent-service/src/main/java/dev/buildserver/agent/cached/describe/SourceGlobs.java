package dev.buildserver.agent.cached.describe;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamReader;

/**
 * Whether it can matter to the description of a project which source files there are: not where
 * they are only compiled. Told from the texts of a project and of its imports; in doubt, it does.
 */
final class SourceGlobs {
    /** In which folders it can matter, in the order of more and more. */
    enum Reach {
        NOWHERE,
        OWN_FOLDER,
        ANYWHERE;

        /** The larger one. */
        static Reach or(Reach one, Reach other) {
            return one.compareTo(other) < 0 ? other : one;
        }
    }

    /** Property functions that list folders. */
    private static final Pattern LISTING =
            Pattern.compile(
                    "\\b(Get|Enumerate)(Files|Directories|FileSystemEntries|FileSystemInfos)\\b");

    /** Attributes that take wildcards. */
    private static final Set<String> PATTERNS =
            Set.of("include", "exclude", "update", "remove", "project", "projects");

    /** Items that go into a build, and decide nothing before it. */
    private static final Set<String> BUILT =
            Set.of("compile", "none", "content", "embeddedresource", "additionalfiles", "folder");

    /** Patterns that no source file matches, nor a folder that has nothing but sources. */
    private static final Pattern ELSE =
            Pattern.compile(".*\\.(?!(cs|vb|fs)$)\\w+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String ITEMS = "@(";
    private static final String ITS_FOLDER = "$(MSBuildThisFileDirectory)";

    private Reach reach = Reach.NOWHERE;

    /** Where the texts that were read are concerned with sources. */
    Reach reach() {
        return reach;
    }

    /** A text as a whole. */
    void text(String text) {
        if (LISTING.matcher(text).find()) {
            add(Reach.ANYWHERE);
        }
    }

    /** A text that can't be understood. */
    void unknown() {
        add(Reach.ANYWHERE);
    }

    /**
     * An element of a text, outside of targets.
     *
     * @param ofPackage whether the text is that of a package
     */
    void element(XMLStreamReader xml, boolean ofPackage) {
        String element = xml.getLocalName().toLowerCase(Locale.ROOT);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String value = xml.getAttributeValue(i);
            String attribute = xml.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
            if (value.contains(ITEMS) && !BUILT.contains(element)) {
                add(Reach.OWN_FOLDER);
            }
            if (PATTERNS.contains(attribute)) {
                Stream.of(value.split(";"))
                        .map(String::strip)
                        .filter(path -> path.contains("*") || path.contains("?"))
                        .forEach(path -> pattern(element, path, ofPackage));
            }
        }
    }

    /** Text between elements, outside of targets: the values of properties. */
    void value(String text) {
        if (text.contains(ITEMS)) {
            add(Reach.OWN_FOLDER);
        }
        if (text.contains("*") && text.contains("..")) {
            add(Reach.ANYWHERE);
        }
    }

    private void pattern(String element, String path, boolean ofPackage) {
        if (ELSE.matcher(path).matches() || ofPackage && path.startsWith(ITS_FOLDER)) {
            return;
        }
        boolean elsewhere =
                path.contains("..")
                        || path.contains("$(")
                        || path.contains(ITEMS)
                        || path.contains("%")
                        || path.startsWith("/");
        if (elsewhere) {
            add(Reach.ANYWHERE);
        } else if (!BUILT.contains(element)) {
            add(Reach.OWN_FOLDER);
        }
    }

    private void add(Reach more) {
        reach = Reach.or(reach, more);
    }
}
