package dev.buildserver.agent.execute.test;

import dev.buildserver.contract.build.TestFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a TRX file as a stream. The file is written by untrusted code: no DTD, no entities, bounded
 * texts, and nothing is kept but the first failures.
 */
public final class TrxReader {
    private static final long MAX_FILE_BYTES = 512L * 1024 * 1024;
    private static final int MAX_TEXT = 8 * 1024;
    private static final int MAX_PROBLEMS = 20;
    private static final Set<String> FAILED = Set.of("Failed", "Error", "Timeout", "Aborted");

    private final int maxFailures;

    /**
     * @param maxFailures failures beyond are counted, not kept
     */
    public TrxReader(int maxFailures) {
        this.maxFailures = maxFailures;
    }

    /**
     * @throws IOException the file can't be read, is too large, or is no whole TRX
     */
    public TrxFile read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("the file is larger than " + MAX_FILE_BYTES + " bytes");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            Content content = new Content();
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    content.element(xml);
                }
            }
            return content.result();
        } catch (XMLStreamException e) {
            throw new IOException("it is not a whole TRX file", e);
        }
    }

    private final class Content {
        private final Map<String, String> classOfTest = new HashMap<>();
        private final List<Failure> failures = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Map<String, Integer> counters = new HashMap<>();
        private Duration duration = Duration.ZERO;

        void element(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "UnitTestResult" -> unitTestResult(xml);
                case "UnitTest" -> unitTest(xml);
                case "Counters" -> counters(xml);
                case "RunInfo" -> runInfo(xml);
                default -> {
                    // Everything else is for other readers.
                }
            }
        }

        private void unitTestResult(XMLStreamReader xml) throws XMLStreamException {
            Duration taken = TrxDuration.parse(xml.getAttributeValue(null, "duration"));
            duration = duration.plus(taken);
            boolean failed = FAILED.contains(attribute(xml, "outcome"));
            if (failed && failures.size() < maxFailures) {
                String id = attribute(xml, "testId");
                String name = attribute(xml, "testName");
                failures.add(failure(xml, id, name, taken));
            }
        }

        // Reads on to the end of the result: message and stack trace are among its descendants.
        private Failure failure(XMLStreamReader xml, String id, String name, Duration taken)
                throws XMLStreamException {
            String message = null;
            String stack = null;
            for (int depth = 1; depth > 0; ) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    String element = xml.getLocalName();
                    if (element.equals("Message") && message == null) {
                        message = text(xml);
                    } else if (element.equals("StackTrace") && stack == null) {
                        stack = text(xml);
                    } else {
                        depth++;
                    }
                }
            }
            return new Failure(id, name, message, stack, taken);
        }

        private void unitTest(XMLStreamReader xml) throws XMLStreamException {
            String id = attribute(xml, "id");
            boolean wanted = failures.stream().anyMatch(failure -> failure.id.equals(id));
            for (int depth = 1; depth > 0; ) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    if (wanted && xml.getLocalName().equals("TestMethod")) {
                        classOfTest.put(id, attribute(xml, "className"));
                    }
                }
            }
        }

        private void counters(XMLStreamReader xml) {
            for (String name :
                    List.of("total", "passed", "failed", "error", "timeout", "aborted")) {
                counters.merge(name, number(attribute(xml, name)), Integer::sum);
            }
        }

        private void runInfo(XMLStreamReader xml) throws XMLStreamException {
            if (!attribute(xml, "outcome").equals("Error")) {
                return;
            }
            for (int depth = 1; depth > 0; ) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    if (!xml.getLocalName().equals("Text")) {
                        depth++;
                    } else if (problems.size() < MAX_PROBLEMS) {
                        problems.add(text(xml));
                    } else {
                        text(xml);
                    }
                }
            }
        }

        TrxFile result() {
            int failed = 0;
            for (String name : List.of("failed", "error", "timeout", "aborted")) {
                failed += counters.getOrDefault(name, 0);
            }
            return new TrxFile(
                    counters.getOrDefault("total", 0),
                    counters.getOrDefault("passed", 0),
                    failed,
                    duration,
                    failures.stream().map(failure -> failure.named(classOfTest)).toList(),
                    problems);
        }
    }

    private record Failure(
            String id, String name, String message, String stack, Duration duration) {
        // Frameworks differ: some put the class into the test's name, some don't.
        TestFailure named(Map<String, String> classOfTest) {
            String type = classOfTest.getOrDefault(id, "").split(",", 2)[0];
            String full = type.isEmpty() || name.startsWith(type) ? name : type + "." + name;
            // Builds map the root of the repository to this.
            String trace = stack == null ? null : stack.replace(" in /_/", " in ");
            return new TestFailure(full, message, trace, duration);
        }
    }

    /** The text of the element, cut; leaves the reader at its end. */
    private static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (xml.hasText() && text.length() < MAX_TEXT) {
                String part = xml.getText();
                text.append(part, 0, Math.min(part.length(), MAX_TEXT - text.length()));
            }
        }
        return text.toString().strip();
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
