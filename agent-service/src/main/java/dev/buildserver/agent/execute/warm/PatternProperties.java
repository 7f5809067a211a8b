package dev.buildserver.agent.execute.warm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
 * Properties whose values have wildcards, or name such properties: an item that names one has its
 * patterns.
 */
final class PatternProperties {
    private static final Pattern WILDCARD = Pattern.compile("[*?]");

    /** More values of properties in one item than that are not written by anybody. */
    private static final int MOST = 100;

    /** Of properties of which the value is another property. */
    private static final int MOST_STEPS = 3;

    private final Map<String, Set<String>> values = new HashMap<>();

    /** Those that any file sets: whichever was the last one is not known. */
    PatternProperties(ProjectTexts texts) {
        Map<String, Set<String>> all = new HashMap<>();
        texts.byPath().values().forEach(text -> read(text, all));
        for (int step = 0; step < MOST_STEPS; step++) {
            Map<String, Set<String>> patterns = new HashMap<>();
            all.forEach((name, set) -> patterns.put(name, patterns(set)));
            values.putAll(patterns);
            values.values().removeIf(Set::isEmpty);
        }
    }

    private Set<String> patterns(Set<String> set) {
        return set.stream()
                .flatMap(value -> in(value).stream())
                .filter(value -> WILDCARD.matcher(value).find())
                .limit(MOST)
                .collect(Collectors.toSet());
    }

    /** What an item may include, with values in the place of such properties. */
    List<String> in(String include) {
        List<String> includes = new ArrayList<>();
        includes.add(include);
        values.forEach(
                (name, patterns) -> {
                    String property = "$(" + name + ")";
                    for (String one : List.copyOf(includes)) {
                        int at = one.toLowerCase(Locale.ROOT).indexOf(property);
                        for (String pattern : at < 0 ? Set.<String>of() : patterns) {
                            if (includes.size() < MOST) {
                                includes.add(
                                        one.substring(0, at)
                                                + pattern
                                                + one.substring(at + property.length()));
                            }
                        }
                    }
                });
        return includes;
    }

    private static void read(String text, Map<String, Set<String>> values) {
        try {
            XMLStreamReader xml = ProjectReader.of(text);
            StringBuilder value = new StringBuilder();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    value.setLength(0);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    String name = xml.getLocalName().toLowerCase(Locale.ROOT);
                    values.computeIfAbsent(name, none -> new LinkedHashSet<>())
                            .add(value.toString().strip());
                    value.setLength(0);
                } else if (xml.isCharacters()) {
                    value.append(xml.getText());
                }
            }
        } catch (XMLStreamException e) {
            // Who looks for the items in it will say that it can't be read.
        }
    }
}
