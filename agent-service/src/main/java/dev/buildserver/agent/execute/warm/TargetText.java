package dev.buildserver.agent.execute.warm;

import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What can be told of targets from the text of a file of MSBuild. */
final class TargetText {
    private static final String READS = "readlinesfromfile";

    /** Of functions: what they find may be what was written last time. */
    private static final String LOOKS = "[system.io.file]::";

    /** Leave no file, or none with a content. */
    private static final Set<String> QUIET =
            Set.of(
                    "propertygroup",
                    "itemgroup",
                    "message",
                    "warning",
                    "error",
                    "calltarget",
                    "onerror",
                    "makedir",
                    READS);

    /** Properties whose value is a script that runs before or after the compiler. */
    private static final Set<String> SCRIPTS = Set.of("prebuildevent", "postbuildevent");

    private static final int NONE = -1;

    private final XMLStreamReader xml;

    /** Whether the target that is read may be left out, by what lies there. */
    private boolean conditional;

    private boolean writes;

    /** Whether any target that was read reads files, to which another one may write. */
    private boolean reads;

    /** Whether any target that was read writes. */
    private boolean writesAny;

    /** Whether what is read is the value of a script. */
    private boolean script;

    private TargetText(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Whether what a target leaves may depend on what it left before. */
    static boolean dependsOnThePast(String text) {
        try {
            return new TargetText(ProjectReader.of(text)).read();
        } catch (XMLStreamException e) {
            return true;
        }
    }

    private boolean read() throws XMLStreamException {
        int depth = 0;
        int target = NONE;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String name = xml.getLocalName().toLowerCase(Locale.ROOT);
                script = SCRIPTS.contains(name);
                if (target == NONE && name.equals("target")) {
                    target = depth;
                    conditional = !attribute("Inputs").isEmpty();
                    writes = false;
                } else if (target != NONE && depth - 1 == target && isUnsafe(name)) {
                    return true;
                }
                conditional |= target != NONE && attribute("Condition").contains("Exists");
                reads |= target != NONE && (name.equals(READS) || hasLook());
                if (conditional && writes && target != NONE) {
                    return true;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                script = false;
                target = depth == target ? NONE : target;
                depth--;
            } else if (xml.isCharacters() && (target != NONE || script)) {
                if (script && !xml.getText().isBlank()) {
                    return true;
                }
                reads |= isLook(xml.getText());
            }
        }
        return reads && writesAny;
    }

    // Copying and writing over is the same each time, if it is done.
    private boolean isUnsafe(String name) {
        boolean overwrites =
                name.equals("copy")
                        || name.equals("writelinestofile")
                                && attribute("Overwrite").equalsIgnoreCase("true");
        writes |= overwrites;
        writesAny |= overwrites;
        return !overwrites && !QUIET.contains(name);
    }

    private boolean hasLook() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (isLook(xml.getAttributeValue(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLook(String value) {
        return value.toLowerCase(Locale.ROOT).contains(LOOKS);
    }

    private String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equalsIgnoreCase(name)) {
                return xml.getAttributeValue(i).strip();
            }
        }
        return "";
    }
}
