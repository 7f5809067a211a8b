package dev.buildserver.cache.nuget;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The sources that a NuGet configuration names. */
final class ConfiguredSources {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();

    private ConfiguredSources() {}

    /**
     * Addresses and folders, in the order of the file; not those that are disabled or that need
     * credentials, which this service has not.
     *
     * @throws IllegalArgumentException when the file can't be read
     */
    static List<String> in(Path file) {
        ConfiguredSources found = new ConfiguredSources();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream stream = Files.newInputStream(file)) {
            found.read(factory.createXMLStreamReader(stream));
        } catch (IOException | XMLStreamException e) {
            throw new IllegalArgumentException(
                    "buildserver.cache.nuget.config-file can't be read: " + file, e);
        }
        List<String> addresses = new ArrayList<>();
        found.sources.forEach(
                (key, value) -> {
                    if (!found.left.contains(key)) {
                        addresses.add(absolute(value, file));
                    }
                });
        return addresses;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException {
        String section = "";
        int depth = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth == 2) {
                    section = reader.getLocalName();
                } else if (depth == 3) {
                    element(section, reader);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private void element(String section, XMLStreamReader reader) {
        String key = reader.getAttributeValue(null, "key");
        String value = reader.getAttributeValue(null, "value");
        switch (section) {
            case "packageSources" -> {
                if (reader.getLocalName().equals("clear")) {
                    sources.clear();
                } else if (key != null && value != null) {
                    sources.put(key, value);
                }
            }
            case "disabledPackageSources" -> {
                if (key != null && "true".equalsIgnoreCase(value)) {
                    left.add(key);
                }
            }
            // An element of the source's name, in which a space is written as _x0020_.
            case "packageSourceCredentials" ->
                    left.add(reader.getLocalName().replace("_x0020_", " "));
            default -> {
                // Other sections say nothing of sources.
            }
        }
    }

    private static String absolute(String value, Path file) {
        return value.matches("https?://.*")
                ? value
                : file.toAbsolutePath().getParent().resolve(value).normalize().toString();
    }
}
