package dev.buildserver.agent.execute.warm;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Names of the files that files of MSBuild may import. */
final class Imports {
    /** Between the parts of what is imported, which functions may put together. */
    private static final Pattern BETWEEN = Pattern.compile("[/\\\\()',;]");

    private final Set<String> named = new HashSet<>();

    /** In values of properties, one of which may be imported. */
    private final Set<String> values = new HashSet<>();

    /** Whether something is imported of which only a property knows the name. */
    private boolean open;

    /** Takes in what a file says. */
    void read(String text) {
        try {
            XMLStreamReader xml = ProjectReader.of(text);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equalsIgnoreCase("Import")) {
                    imported(xml.getAttributeValue(null, "Project"));
                } else if (xml.isCharacters() && !xml.isWhiteSpace()) {
                    parts(xml.getText(), values);
                }
            }
        } catch (XMLStreamException e) {
            // Who looks into it will say that it can't be read.
        }
    }

    // What is before the last part may be made of properties.
    private void imported(String project) {
        if (project != null) {
            parts(project, named);
            open |= project.strip().endsWith(")");
        }
    }

    private static void parts(String text, Set<String> names) {
        BETWEEN.splitAsStream(text).map(String::strip).forEach(names::add);
    }

    /** Of all files that were read. */
    Set<String> names() {
        Set<String> names = new HashSet<>(named);
        if (open) {
            names.addAll(values);
        }
        return names;
    }
}
