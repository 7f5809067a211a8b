package dev.buildserver.agent.execute.warm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a file of MSBuild says of the items that an SDK includes. What it leaves out counts where it
 * does so without a condition. Kinds of items are in lower case.
 */
final class SaidOfItems {
    /** What stands in them may hold or not. */
    private static final Set<String> CONDITIONAL = Set.of("target", "choose");

    private static final String EXCLUDES = "defaultitemexcludes";
    private static final String OF_BEFORE = "$(" + EXCLUDES + ")";
    private static final String SWITCH = "enabledefault";

    private final XMLStreamReader xml;
    private final List<String> excluded = new ArrayList<>();
    private final Map<String, List<String>> removed = new HashMap<>();
    private final Map<String, List<String>> updated = new HashMap<>();
    private final Map<String, Boolean> off = new HashMap<>();
    private String sdk = "";
    private boolean moreSdks;

    /** For each element around, the innermost first: whether it holds in any case. */
    private final Deque<Boolean> plain = new ArrayDeque<>();

    /** Of the property that is read. */
    private final StringBuilder value = new StringBuilder();

    private SaidOfItems(XMLStreamReader xml) {
        this.xml = xml;
    }

    static SaidOfItems in(String text) throws XMLStreamException {
        SaidOfItems said = new SaidOfItems(ProjectReader.of(text));
        said.read();
        return said;
    }

    /** In lower case; empty where it is not known which one it is. */
    String sdk() {
        return moreSdks ? "" : sdk;
    }

    boolean namesSdk() {
        return moreSdks || !sdk.isEmpty();
    }

    /** Whether none of a kind are included by default. */
    boolean isOff(String kind) {
        return off.getOrDefault("", false) || off.getOrDefault(kind, false);
    }

    /** Patterns of files that are no items of a kind. */
    String leftOut(String kind) {
        // What stands before an SDK that is imported later removes nothing of it.
        if (sdk().isEmpty()) {
            return "";
        }
        List<String> patterns = new ArrayList<>(excluded);
        patterns.addAll(removed.getOrDefault(kind, List.of()));
        return String.join(";", patterns);
    }

    /** Patterns of items of a kind that get other metadata. */
    List<String> updated(String kind) {
        return updated.getOrDefault(kind, List.of());
    }

    private void read() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = name();
                boolean holds = attribute("Condition") == null && !CONDITIONAL.contains(name);
                sdks(name);
                plain.push(holds && (plain.isEmpty() || plain.element()));
                items(name);
                value.setLength(0);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                property(name());
                plain.pop();
                value.setLength(0);
            } else if (xml.isCharacters()) {
                value.append(xml.getText());
            }
        }
    }

    private void sdks(String name) {
        if (plain.isEmpty() && attribute("Sdk") != null) {
            sdk = attribute("Sdk").strip().toLowerCase(Locale.ROOT);
        } else {
            moreSdks |= name.equals("sdk") || attribute("Sdk") != null;
        }
    }

    private void items(String kind) {
        String remove = attribute("Remove");
        // There may be conditions of other names.
        if (remove != null && plain.element() && xml.getAttributeCount() == 1) {
            removed.computeIfAbsent(kind, none -> new ArrayList<>()).add(remove);
        }
        String update = attribute("Update");
        if (update != null) {
            updated.computeIfAbsent(kind, none -> new ArrayList<>()).add(update);
        }
    }

    private void property(String name) {
        String given = value.toString().strip().toLowerCase(Locale.ROOT);
        if (name.equals(EXCLUDES)) {
            if (!given.contains(OF_BEFORE)) {
                excluded.clear();
            }
            if (plain.element()) {
                excluded.add(given.replace(OF_BEFORE, ""));
            }
        } else if (name.startsWith(SWITCH)) {
            String kind = name.substring(SWITCH.length()).replaceFirst("items$", "");
            off.merge(kind, plain.element() && given.equals("false"), Boolean::logicalAnd);
        }
    }

    private String name() {
        return xml.getLocalName().toLowerCase(Locale.ROOT);
    }

    private String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }
}
