package dev.buildserver.agent.execute.warm;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What can be told of targets from the text of a file of MSBuild. */
final class TargetText {
    /**
     * Leave no file and tell no warning: what they decide on is decided anew in each build. All
     * others may leave something that a build from nothing would not, under a name that is another
     * one by now, or be left out by what lies there.
     */
    private static final Set<String> QUIET =
            Set.of("propertygroup", "itemgroup", "message", "error", "calltarget", "onerror");

    /** Properties whose value is a script that runs before or after the compiler. */
    private static final Set<String> SCRIPTS = Set.of("prebuildevent", "postbuildevent");

    /** Commands that tell which files there are, and what the shell puts in the place of names. */
    private static final Pattern LISTS = Pattern.compile("\\*|\\b(?:find|ls|tree|du|rg|grep)\\s");

    private static final int NONE = -1;

    private final XMLStreamReader xml;
    private boolean leaves;
    private boolean lists;

    private TargetText(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Whether what a target leaves may depend on what it left before. */
    static boolean dependsOnThePast(String text) {
        return read(text).leaves;
    }

    /** Whether a script may look at what other projects left. */
    static boolean listsFiles(String text) {
        return read(text).lists;
    }

    private static TargetText read(String text) {
        TargetText read = new TargetText(null);
        try {
            read = new TargetText(ProjectReader.of(text));
            read.read();
        } catch (XMLStreamException e) {
            read.leaves = true;
        }
        return read;
    }

    private void read() throws XMLStreamException {
        int depth = 0;
        int target = NONE;
        boolean script = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String name = xml.getLocalName().toLowerCase(Locale.ROOT);
                script = SCRIPTS.contains(name);
                if (target == NONE && name.equals("target")) {
                    target = depth;
                } else if (target != NONE && depth - 1 == target) {
                    task(name);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                script = false;
                target = depth == target ? NONE : target;
                depth--;
            } else if (script && xml.isCharacters() && !xml.getText().isBlank()) {
                script(xml.getText());
            }
        }
    }

    private void task(String name) {
        if (name.equals("exec")) {
            script(attribute("Command"));
        }
        leaves |= !QUIET.contains(name);
    }

    private void script(String command) {
        leaves = true;
        lists |= LISTS.matcher(command).find();
    }

    private String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equalsIgnoreCase(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }
}
