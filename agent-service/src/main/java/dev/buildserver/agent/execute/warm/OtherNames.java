package dev.buildserver.agent.execute.warm;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Files that are copied under another name than they have. Of several of one name, the last one is
 * there after a build from nothing, and the newest after one on earlier outputs.
 */
final class OtherNames {
    private static final Set<String> NAMES = Set.of("link", "targetpath");
    private static final Pattern UNKNOWN = Pattern.compile("[*?)]");

    /** A name that is the file's own. */
    private static final Pattern SAME =
            Pattern.compile(
                    "%\\(identity\\)|(?:%\\(recursivedir\\))?%\\(filename\\)%\\(extension\\)");

    /** Nothing is copied by these. */
    private static final String COMPILED = "compile";

    /** Names of sources by the name of the copy, in lower case. */
    private final Map<String, Set<String>> sources = new HashMap<>();

    /** Endings of files that are copied under names which are not known. */
    private final Set<String> computed = new HashSet<>();

    /** Of the item that is read. */
    private List<String> included = List.of();

    /** Of the item that is read, in lower case. */
    private String kind = "";

    OtherNames(ProjectTexts texts) {
        texts.byPath().values().forEach(this::read);
    }

    /**
     * Those of the changed files that are not the only ones of a name.
     *
     * @param tracked paths in the tree
     */
    List<String> critical(Collection<String> changed, Collection<String> tracked) {
        if (sources.isEmpty() && computed.isEmpty()) {
            return List.of();
        }
        Set<String> names = tracked.stream().map(OtherNames::name).collect(Collectors.toSet());
        sources.forEach(
                (copy, from) -> {
                    if (names.contains(copy)) {
                        from.add(copy);
                    }
                });
        return changed.stream()
                .filter(path -> isOneOfSeveral(name(path)) || hasComputedName(name(path)))
                .toList();
    }

    private boolean hasComputedName(String name) {
        return computed.stream().anyMatch(name::endsWith);
    }

    private boolean isOneOfSeveral(String name) {
        return sources.values().stream().anyMatch(from -> from.size() > 1 && from.contains(name));
    }

    private void read(String text) {
        try {
            XMLStreamReader xml = ProjectReader.of(text);
            StringBuilder value = new StringBuilder();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    item(xml);
                    value.setLength(0);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    metadata(xml.getLocalName(), value.toString());
                    value.setLength(0);
                } else if (xml.isCharacters()) {
                    value.append(xml.getText());
                }
            }
        } catch (XMLStreamException e) {
            // Who looks for patterns in it will say that it can't be read.
        }
    }

    private void item(XMLStreamReader xml) {
        for (String attribute : List.of("Include", "Update")) {
            String items = xml.getAttributeValue(null, attribute);
            if (items != null) {
                kind = xml.getLocalName().toLowerCase(Locale.ROOT);
                included = Arrays.stream(items.split(";")).map(OtherNames::name).toList();
            }
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            metadata(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
    }

    private void metadata(String name, String value) {
        String copy = name(value);
        if (!NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (isKnown(copy)) {
            Set<String> from = sources.computeIfAbsent(copy, none -> new HashSet<>());
            included.stream().filter(OtherNames::isKnown).forEach(from::add);
        } else if (!SAME.matcher(copy).matches() && !kind.equals(COMPILED)) {
            included.stream()
                    .map(OtherNames::ending)
                    .filter(ending -> !copy.equals("%(filename)" + ending))
                    .forEach(computed::add);
        }
    }

    /** Nothing where it may be any. */
    private static String ending(String name) {
        String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
        return isKnown(ending) && ending.startsWith(".") ? ending : "";
    }

    private static boolean isKnown(String name) {
        return !name.isEmpty() && !UNKNOWN.matcher(name).find();
    }

    private static String name(String path) {
        return ProjectTexts.name(path.strip().replace('\\', '/')).toLowerCase(Locale.ROOT);
    }
}
