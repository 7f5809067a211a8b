package dev.buildserver.agent.execute.warm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * What the SDK includes in a project by itself: all files of some endings that lie below it, but
 * for its own outputs. It knows nothing of those of other projects that lie there, nor of what
 * targets write beside sources.
 */
final class DefaultItems {
    private static final String PLAIN_SDK = "microsoft.net.sdk";
    private static final String NONE = "none";
    private static final String ANYTHING = "**";

    /** By the end of a project's name: what it compiles. Projects of F# list it. */
    private static final Map<String, String> SOURCES =
            Map.of(".csproj", "**/*.cs", ".vbproj", "**/*.vb");

    private static final Map<String, List<String>> OF_ANY_SDK =
            Map.of("embeddedresource", List.of("**/*.resx"), "page", List.of("**/*.*xaml"));

    /** Of SDKs for the web and for workers, and maybe of others. */
    private static final List<String> CONTENT =
            List.of("wwwroot/**", "**/*.json", "**/*.config", "**/*.cshtml*", "**/*.razor*");

    /** These leave out what clients' package managers install. */
    private static final Set<String> WEB_SDKS =
            Set.of(
                    "microsoft.net.sdk.web",
                    "microsoft.net.sdk.razor",
                    "microsoft.net.sdk.blazorwebassembly");

    private static final Pattern SWITCHES =
            Pattern.compile("<(?:EnableDefault|DefaultItemExcludes)", Pattern.CASE_INSENSITIVE);

    private static final String PACKAGES = ";**/node_modules/**";

    private final ProjectTexts texts;

    /** By path; what is not there has not been read yet. */
    private final Map<String, SaidOfItems> read = new HashMap<>();

    private final Set<String> usingNone;

    /** Whether a job decides what is included: then nothing that projects say of it holds. */
    private final boolean decided;

    DefaultItems(ProjectTexts texts) {
        this.texts = texts;
        this.decided = SWITCHES.matcher(texts.ofTheJob()).find();
        this.usingNone =
                texts.byPath().keySet().stream()
                        .filter(path -> usesNone(texts.byPath().get(path)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Patterns of the items that have an effect.
     *
     * @param project its path in the tree
     */
    List<ItemGlob> of(String project, OwnFolders own) {
        List<ItemGlob> globs = new ArrayList<>();
        try {
            SaidOfItems said = in(project);
            patterns(project)
                    .forEach(
                            (kind, patterns) -> {
                                if (decided || !said.isOff(kind)) {
                                    globs.addAll(
                                            ItemGlob.byDefault(
                                                    project,
                                                    String.join(";", patterns),
                                                    leftOut(said, kind),
                                                    own));
                                }
                            });
        } catch (XMLStreamException e) {
            return ItemGlob.byDefault(project, ANYTHING, "", own);
        }
        return globs;
    }

    private Map<String, List<String>> patterns(String project) throws XMLStreamException {
        Map<String, List<String>> patterns = new TreeMap<>(OF_ANY_SDK);
        SOURCES.forEach(
                (ending, pattern) -> {
                    if (project.endsWith(ending)) {
                        patterns.put("compile", List.of(pattern));
                    }
                });
        boolean plain = in(project).sdk().equals(PLAIN_SDK);
        // Those that are none have no effect, but some may be given a place among the outputs.
        List<String> none = new ArrayList<>();
        for (String file : texts.byPath().keySet()) {
            if (ProjectTexts.mayConcern(file, project)) {
                none.addAll(in(file).updated(NONE));
                plain &= file.equals(project) || !in(file).namesSdk();
                if (usingNone.contains(file)) {
                    none.add(ANYTHING);
                }
            }
        }
        patterns.put(NONE, none);
        if (!plain) {
            patterns.put("content", CONTENT);
        }
        return patterns;
    }

    private String leftOut(SaidOfItems said, String kind) {
        return (decided ? "" : said.leftOut(kind))
                + (WEB_SDKS.contains(said.sdk()) ? PACKAGES : "");
    }

    private SaidOfItems in(String file) throws XMLStreamException {
        SaidOfItems said = read.get(file);
        if (said == null) {
            said = SaidOfItems.in(texts.byPath().get(file));
            read.put(file, said);
        }
        return said;
    }

    private static boolean usesNone(String text) {
        return text.toLowerCase(Locale.ROOT).contains("@(" + NONE);
    }
}
