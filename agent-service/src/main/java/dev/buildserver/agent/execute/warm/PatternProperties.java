package dev.buildserver.agent.execute.warm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Properties whose values have wildcards: an item that names one has its patterns. */
final class PatternProperties {
    private static final Pattern WILDCARD = Pattern.compile("[*?]");

    /** More values of properties in one item than that are not written by anybody. */
    private static final int MOST = 100;

    private final Map<String, List<String>> values = new HashMap<>();

    /** Those that any file sets: whichever was the last one is not known. */
    PatternProperties(ProjectTexts texts) {
        texts.byPath().values().forEach(this::read);
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
                        for (String pattern : at < 0 ? List.<String>of() : patterns) {
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

    private void read(String text) {
        try {
            XMLStreamReader xml = ProjectReader.of(text);
            StringBuilder value = new StringBuilder();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    value.setLength(0);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (WILDCARD.matcher(value).find()) {
                        String name = xml.getLocalName().toLowerCase(Locale.ROOT);
                        values.computeIfAbsent(name, none -> new ArrayList<>())
                                .add(value.toString().strip());
                    }
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
