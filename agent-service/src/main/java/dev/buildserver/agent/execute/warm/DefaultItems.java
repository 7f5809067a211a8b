package dev.buildserver.agent.execute.warm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** Of SDKs for the web and for workers, and maybe of others. */
    private static final List<String> CONTENT =
            List.of("wwwroot/**", "**/*.json", "**/*.config", "**/*.cshtml*", "**/*.razor*");

    /** These leave out what clients' package managers install. */
    private static final Set<String> WEB_SDKS =
            Set.of(
                    "microsoft.net.sdk.web",
                    "microsoft.net.sdk.razor",
                    "microsoft.net.sdk.blazorwebassembly");

    private static final String PACKAGES = ";**/node_modules/**";

    private final ProjectTexts texts;
    private final OwnFolders own;

    /** Null until somebody asks. */
    private List<SaidOfItems> imports;

    /** Null until somebody asks. */
    private Boolean usesNone;

    DefaultItems(ProjectTexts texts, OwnFolders own) {
        this.texts = texts;
        this.own = own;
    }

    /**
     * Patterns of the items that have an effect.
     *
     * @param project its path in the tree
     */
    List<ItemGlob> of(String project) {
        List<ItemGlob> globs = new ArrayList<>();
        try {
            SaidOfItems said = SaidOfItems.in(texts.byPath().get(project));
            List<SaidOfItems> others = imports();
            SOURCES.forEach(
                    (ending, pattern) -> {
                        if (project.endsWith(ending)) {
                            add(globs, project, said, "compile", pattern);
                        }
                    });
            add(globs, project, said, "embeddedresource", "**/*.resx");
            add(globs, project, said, "page", "**/*.*xaml");
            if (!said.sdk().equals(PLAIN_SDK) || others.stream().anyMatch(SaidOfItems::namesSdk)) {
                CONTENT.forEach(pattern -> add(globs, project, said, "content", pattern));
            }
            // Of those that are none, some may be given a place among the outputs.
            said.updated(NONE).forEach(pattern -> add(globs, project, said, NONE, pattern));
            others.stream()
                    .flatMap(other -> other.updated(NONE).stream())
                    .forEach(pattern -> add(globs, project, said, NONE, pattern));
            if (usesNone()) {
                add(globs, project, said, NONE, ANYTHING);
            }
        } catch (XMLStreamException e) {
            return ItemGlob.byDefault(project, ANYTHING, "", own);
        }
        return globs;
    }

    private void add(
            List<ItemGlob> globs, String project, SaidOfItems said, String kind, String patterns) {
        if (!said.isOff(kind)) {
            String packages = WEB_SDKS.contains(said.sdk()) ? PACKAGES : "";
            globs.addAll(ItemGlob.byDefault(project, patterns, said.leftOut(kind) + packages, own));
        }
    }

    private List<SaidOfItems> imports() throws XMLStreamException {
        if (imports == null) {
            List<SaidOfItems> read = new ArrayList<>();
            for (Map.Entry<String, String> text : texts.byPath().entrySet()) {
                if (!ProjectTexts.isProject(text.getKey())) {
                    read.add(SaidOfItems.in(text.getValue()));
                }
            }
            imports = read;
        }
        return imports;
    }

    private boolean usesNone() {
        if (usesNone == null) {
            usesNone =
                    texts.byPath().values().stream()
                            .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("@(" + NONE));
        }
        return usesNone;
    }
}
