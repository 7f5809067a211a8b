package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.source.SourceFile;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A case.
 *
 * @param name begins the names of its projects and is its folder
 * @param expected what a cache does after the edit, by the name of a project within the case; those
 *     that are not named may do either
 * @param onReturn the same when all is as before the edit
 * @param repeatable whether two clean builds make the same
 * @param base makes the files before
 * @param edit changes them
 */
public record CatalogueCase(
        String name,
        Map<String, Expected> expected,
        Map<String, Expected> onReturn,
        boolean repeatable,
        Consumer<CaseFolder> base,
        Consumer<CaseFolder> edit) {
    private static final Pattern SOURCE = Pattern.compile(".*\\.(cs|fs|vb|resx|cshtml|css)");

    /** In a target. */
    private static final String MADE_AMONG_SOURCES = "DestinationFiles=\"wwwroot/";

    private static final String WRITES_OVER_A_SOURCE = "cp ../notes/from.txt";

    /** It may write there. */
    private static final Pattern NAMES_OTHERS_OUTPUTS = Pattern.compile("\\.\\./\\w+/(?:bin|obj)/");

    /** A function that may read any source. */
    private static final String READS_FILES = "[System.IO.File]::";

    public CatalogueCase {
        expected = Map.copyOf(expected);
        onReturn = Map.copyOf(onReturn);
    }

    /** Whether nothing is changed. */
    public boolean unedited() {
        return edit == Cases.NOTHING;
    }

    /**
     * Whether nothing but contents of sources are changed, or sources added: after that,
     * Incremental goes on with what lies there.
     */
    public boolean editsSourcesOnly() {
        SourceTree before = before();
        SourceTree after = before.copy();
        edit.accept(new CaseFolder(after, name));
        return after.files().keySet().containsAll(before.files().keySet())
                && after.files().entrySet().stream()
                        .filter(file -> !file.getValue().equals(before.files().get(file.getKey())))
                        .allMatch(file -> SOURCE.matcher(file.getKey()).matches());
    }

    /**
     * Whether Incremental builds all anew: a link leads to what changes, a build leaves something
     * where an SDK looks for sources or writes over one, names outputs of other projects, or a
     * function of MSBuild may read what changes.
     */
    public boolean startsFromNothing() {
        return before().files().values().stream()
                .anyMatch(
                        file ->
                                file.kind() == SourceFile.Kind.LINK
                                        || file.text().contains(MADE_AMONG_SOURCES)
                                        || file.text().contains(WRITES_OVER_A_SOURCE)
                                        || NAMES_OTHERS_OUTPUTS.matcher(file.text()).find()
                                        || file.text().contains(READS_FILES));
    }

    private SourceTree before() {
        SourceTree tree = new SourceTree();
        base.accept(new CaseFolder(tree, name));
        return tree;
    }

    /** Path of a project. */
    public String path(String project) {
        return CaseFolder.path(name, project);
    }

    @Override
    public String toString() {
        return name + " " + expected;
    }
}
