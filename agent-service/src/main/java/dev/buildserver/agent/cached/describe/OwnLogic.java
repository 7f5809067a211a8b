package dev.buildserver.agent.cached.describe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What can be told from the texts of a project, of its imports and of targets that packages bring:
 * the SDK's own are known. A trace shows which files a process opens, not whether it copies one or
 * computes something from it, and no asking for the time.
 */
final class OwnLogic {
    /** Tasks that do nothing with the contents of files; programs are seen by themselves. */
    private static final Set<String> BLIND =
            Set.of(
                    "propertygroup",
                    "itemgroup",
                    "onerror",
                    "message",
                    "warning",
                    "error",
                    "calltarget",
                    "makedir",
                    "removedir",
                    "delete",
                    "touch",
                    "exec",
                    "copy",
                    "writelinestofile",
                    "createitem",
                    "createproperty",
                    "converttoabsolutepath",
                    "removeduplicates",
                    "assignculture");

    /** Of these, nobody hears in a build. */
    private static final Set<String> SILENT =
            Set.of("propertygroup", "itemgroup", "onerror", "message", "calltarget", "makedir");

    /** What changes once a year is part of every key, as the year. */
    private static final Pattern YEAR =
            Pattern.compile(
                    "Now(\\.Year\\b|\\.ToString\\((['\"`]|&quot;|&apos;)yyyy(['\"`]|&quot;|&apos;)\\))");

    private static final Pattern TIME =
            Pattern.compile(
                    "\\b(DateTime|DateTimeOffset)\\]?(::|\\.)(UtcNow|Now|Today)\\b|\\bTickCount",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern CHANCE =
            Pattern.compile(
                    "\\bGuid\\]?(::|\\.)NewGuid\\b|\\bnew\\s+(System\\.)?Random\\b"
                            + "|\\bGet(RandomFileName|TempFileName)\\b|\\bRandomNumberGenerator\\b"
                            + "|\\$\\{?RANDOM\\b",
                    Pattern.CASE_INSENSITIVE);

    /** When files were written: in a fresh tree, that is when it was made. */
    private static final Pattern AGE =
            Pattern.compile(
                    "\\bGet(LastWrite|Creation|LastAccess)Time(Utc)?\\b"
                            + "|%\\((\\w+\\.)?(Modified|Created|Accessed)Time\\)",
                    Pattern.CASE_INSENSITIVE);

    /** Property functions that read files. */
    private static final Pattern READING =
            Pattern.compile(
                    "\\bRead(All(Text|Lines|Bytes)|Lines)\\b|\\bGetVersionInfo\\b",
                    Pattern.CASE_INSENSITIVE);

    /**
     * Properties that say by which solution a project is built, and whatever sounds like them; and
     * the folder in which MSBuild was started, which is that of the solution.
     */
    private static final Pattern SOLUTION =
            Pattern.compile("solution|StartupDirectory", Pattern.CASE_INSENSITIVE);

    /** What a solution says of all its projects. */
    private static final Pattern WHOLE_SOLUTION =
            Pattern.compile("CurrentSolutionConfigurationContents", Pattern.CASE_INSENSITIVE);

    /** Files of options that may lead anywhere, by names that do not tell what they are. */
    private static final Pattern OPTION_FILE =
            Pattern.compile(
                    "<CompilerResponseFile\\b[^<>]*+(?<!/)>(?!\\s*+<)(?![^<]*\\.rsp\\s*+<)",
                    Pattern.CASE_INSENSITIVE);

    /** Properties that have other values where projects are built one by one, and nowhere else. */
    private static final Pattern ALONE =
            Pattern.compile(
                    "BuildProjectReferences|\\$\\(MSBuildNodeCount\\)", Pattern.CASE_INSENSITIVE);

    /** The project itself, or what lies beside one of the files that make it up. */
    private static final Pattern ITSELF =
            Pattern.compile(
                    "\\$\\((MSBuildProject(File|FullPath)|MSBuildThisFileFullPath)\\)",
                    Pattern.CASE_INSENSITIVE);

    /** No project that is built by itself. */
    private static final Pattern COLLECTION =
            Pattern.compile("[^;@]*\\.(proj|targets|props|tasks)", Pattern.CASE_INSENSITIVE);

    /** What has references built as well; without a name, that is what is built by default. */
    private static final Set<String> BUILDING =
            Set.of("", "build", "rebuild", "publish", "pack", "test", "vstest");

    /** What a project answers without being built, or what builds. */
    private static final Set<String> ANSWERED =
            Set.of(
                    "",
                    "build",
                    "restore",
                    "clean",
                    "rebuild",
                    "publish",
                    "pack",
                    "test",
                    "vstest",
                    "gettargetpath",
                    "gettargetframeworks",
                    "getcopytooutputdirectoryitems");

    private static final int NONE = -1;

    private final Set<String> obstacles = new TreeSet<>();
    private final PlainTexts plain = new PlainTexts();
    private final WideItems wideItems = new WideItems();
    private boolean tasks;
    private boolean outspoken;
    private boolean solution;
    private String unfit;

    /** What has come together. */
    Traits traits() {
        return new Traits(tasks, outspoken, wideItems.used(), !solution);
    }

    /** Why it may see that it is built without its references; null where it doesn't. */
    String unfit() {
        return unfit;
    }

    /** Whether nothing outside of targets that run can decide by which source files there are. */
    boolean plain() {
        return plain.arePlain();
    }

    /** Why outputs may differ from build to build. */
    Set<String> obstacles() {
        return obstacles;
    }

    /**
     * Takes one file into account; one that is not there, or no XML, can't have been imported.
     *
     * @param ofPackage whether it is that of a package
     */
    void read(Path file, boolean ofPackage) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        String text = text(Files.readAllBytes(file));
        if (!ofPackage) {
            plain.ofTree(text);
            wideItems.read(text);
        }
        solution |= SOLUTION.matcher(text).find();
        Matcher alone = ALONE.matcher(text);
        if (alone.find()) {
            unfit = "asks for " + alone.group() + ", which is different in a driver";
        }
        if (WHOLE_SOLUTION.matcher(text).find()) {
            obstacles.add("it looks at what the solution says of all projects");
        }
        if (OPTION_FILE.matcher(text).find()) {
            obstacles.add("its compiler takes options from a file that is not called .rsp");
        }
        if (TIME.matcher(YEAR.matcher(text).replaceAll("")).find()) {
            obstacles.add("it asks for the time: each build may give other bytes");
        }
        if (CHANCE.matcher(text).find()) {
            obstacles.add("it depends on chance: each build may give other bytes");
        }
        if (AGE.matcher(text).find()) {
            obstacles.add("it asks for the times of files: each checkout has others");
        }
        try (InputStream in = Files.newInputStream(file)) {
            readElements(in, ofPackage);
        } catch (XMLStreamException e) {
            tasks = true;
            plain.unknown();
        }
    }

    // Names are ASCII in all but one encoding that XML files come in.
    private static String text(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        boolean wide = mark == 0xFEFF || mark == 0xFFFE;
        return new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
    }

    private void readElements(InputStream in, boolean ofPackage) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        int depth = 0;
        int target = NONE;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String name = xml.getLocalName().toLowerCase(Locale.ROOT);
                if (depth == 1 && !ofPackage) {
                    checkDefault(attribute(xml, "DefaultTargets"));
                }
                boolean task = depth - 1 == target;
                tasks |= name.equals("usingtask") || task && isTask(xml, name);
                outspoken |=
                        !ofPackage
                                && (task && !SILENT.contains(name)
                                        || name.equals("continueonerror"));
                if (name.equals("target") && target == NONE) {
                    target = depth;
                }
                for (int i = 0; i < xml.getAttributeCount(); i++) {
                    readValue(xml.getAttributeValue(i), ofPackage, target != NONE);
                }
            } else if (event != XMLStreamConstants.COMMENT && xml.hasText()) {
                readValue(xml.getText(), ofPackage, target != NONE);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                target = depth == target ? NONE : target;
                depth--;
            }
        }
    }

    private void checkDefault(String targets) {
        if (!targets.isEmpty() && !targets.equalsIgnoreCase("Build")) {
            unfit = "has " + targets + " built by default, and a driver builds Build";
        }
    }

    // Only when a target runs, references are built.
    private void readValue(String value, boolean ofPackage, boolean inTarget) {
        if (inTarget) {
            tasks |= READING.matcher(value).find();
        } else if (ofPackage) {
            plain.ofPackage(value);
        }
    }

    private boolean isTask(XMLStreamReader xml, String name) {
        if (!name.equals("msbuild")) {
            return !BLIND.contains(name);
        }
        String projects = attribute(xml, "Projects");
        String targets = attribute(xml, "Targets").toLowerCase(Locale.ROOT);
        List<String> asked = List.of(targets.split("\\s*;\\s*"));
        boolean collection = COLLECTION.matcher(projects).matches();
        if (!collection
                && !attribute(xml, "Properties").isEmpty()
                && asked.stream().anyMatch(BUILDING::contains)) {
            // In a driver, nobody builds the references of what is built in another way.
            unfit = "builds a project with other properties, and so what that refers to";
        }
        if (ITSELF.matcher(projects).matches()) {
            return false;
        }
        if (!collection && !ANSWERED.containsAll(asked)) {
            // In one MSBuild, it has been built, and answers with what was found by that.
            unfit = "asks another project for " + targets + ", which a driver may not have built";
        }
        return true;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equalsIgnoreCase(name)) {
                return xml.getAttributeValue(i).strip();
            }
        }
        return "";
    }
}
