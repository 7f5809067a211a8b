package dev.buildserver.agent.execute.warm;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** How files of MSBuild are read, which a repository may have filled with anything. */
final class ProjectReader {
    private ProjectReader() {}

    /** All that is text comes as characters. */
    static XMLStreamReader of(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        String content = text.substring(Math.max(0, text.indexOf('<')));
        return factory.createXMLStreamReader(new StringReader(content));
    }
}
