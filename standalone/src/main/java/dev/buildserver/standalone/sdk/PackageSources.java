package dev.buildserver.standalone.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the user's own NuGet configuration says. */
final class PackageSources {
    // NuGet writes a configuration with the public gallery alone when it finds none.
    private static final String DEFAULT_KEY = "nuget.org";

    private PackageSources() {}

    /** Whether the user has named a source of packages. */
    static boolean configured(Path home) {
        Path file = home.resolve(".nuget/NuGet/NuGet.Config");
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            return keys(file).stream().anyMatch(key -> !key.equals(DEFAULT_KEY));
        } catch (IOException | XMLStreamException e) {
            return false;
        }
    }

    private static List<String> keys(Path file) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        List<String> keys = new ArrayList<>();
        try (var stream = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(stream);
            boolean sources = false;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (sources && reader.getLocalName().equals("add")) {
                        keys.add(reader.getAttributeValue(null, "key"));
                    }
                    sources = sources || reader.getLocalName().equals("packageSources");
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("packageSources")) {
                    sources = false;
                }
            }
        }
        return keys;
    }
}
