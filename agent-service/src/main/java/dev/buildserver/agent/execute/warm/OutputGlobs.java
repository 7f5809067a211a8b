package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Patterns of items that outputs of last time match: in a fresh tree, these are not there yet when
 * the pattern is looked up. What the SDK includes by itself leaves out those of the same project,
 * and no others.
 */
final class OutputGlobs {
    /** Takes less than a second, and is enough for thousands of outputs of hundreds of patterns. */
    private static final long MOST_LOOKS = 50_000_000;

    private final Path source;
    private final Collection<String> tracked;
    private final ProjectTexts texts;
    private final Looks looks = new Looks(MOST_LOOKS);

    /**
     * @param tracked paths in the tree
     */
    OutputGlobs(Path source, Collection<String> tracked, ProjectTexts texts) {
        this.source = source;
        this.tracked = tracked;
        this.texts = texts;
    }

    /** For people: a pattern, and what it matches; empty where none matches an output. */
    Optional<String> caught() throws IOException {
        OwnFolders.Finder own = new OwnFolders.Finder(texts);
        PatternProperties properties = new PatternProperties(texts);
        try {
            OutputsBelow outputs = OutputsBelow.of(outputs(), projectFolders());
            for (Map.Entry<String, String> text : texts.byPath().entrySet()) {
                String file = text.getKey();
                lookAtItems(
                        file,
                        ItemGlob.of(file, text.getValue(), own.of(file), properties),
                        outputs);
            }
            lookAtDefaults(outputs, own);
            return Optional.empty();
        } catch (CaughtException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void lookAtItems(String file, List<ItemGlob> globs, OutputsBelow outputs)
            throws CaughtException {
        look(globs.stream().filter(glob -> !glob.isRelative()).toList(), outputs.all());
        List<ItemGlob> relative = globs.stream().filter(ItemGlob::isRelative).toList();
        if (ProjectTexts.isProject(file)) {
            lookIn(ProjectTexts.folder(file), relative, outputs);
            return;
        }
        // What is relative in an import is so to each project that imports it.
        for (String folder : outputs.byFolder().keySet()) {
            lookIn(folder, relative, outputs);
        }
        look(relative, outputs.elsewhere());
    }

    private void lookIn(String folder, List<ItemGlob> relative, OutputsBelow outputs)
            throws CaughtException {
        for (ItemGlob glob : relative) {
            look(List.of(glob.in(folder)), outputs.below(folder));
        }
    }

    private void lookAtDefaults(OutputsBelow outputs, OwnFolders.Finder own)
            throws CaughtException {
        DefaultItems defaults = new DefaultItems(texts);
        for (String project : projects()) {
            List<String> strays = outputs.strays(ProjectTexts.folder(project), own.of(project));
            if (!strays.isEmpty()) {
                look(defaults.of(project, own.of(project)), strays);
            }
        }
    }

    private void look(List<ItemGlob> globs, List<String> outputs) throws CaughtException {
        for (ItemGlob glob : globs) {
            try {
                for (String output : outputs) {
                    if (glob.matches(output, looks)) {
                        throw new CaughtException(
                                glob + " matches " + output + " of the last build");
                    }
                }
            } catch (Looks.NoneLeftException e) {
                throw new CaughtException("it takes too long to tell what matches " + glob);
            }
        }
    }

    private List<String> projects() {
        return texts.byPath().keySet().stream().filter(ProjectTexts::isProject).toList();
    }

    /** Of any kind of projects, whether or not their texts are known. */
    private Set<String> projectFolders() {
        return Stream.concat(texts.byPath().keySet().stream(), tracked.stream())
                .filter(path -> path.endsWith("proj"))
                .map(ProjectTexts::folder)
                .collect(Collectors.toSet());
    }

    private static final class CaughtException extends Exception {
        private static final long serialVersionUID = 1L;

        CaughtException(String what) {
            super(what);
        }
    }

    // What restore wrote is there in a fresh tree as well when projects are built.
    private List<String> outputs() throws IOException, CaughtException {
        List<String> outputs = new ArrayList<>();
        LinkedFolders links = new LinkedFolders(source.toRealPath());
        TreeWalk.filesAndPackages(
                source,
                (file, attributes) -> {
                    String path = source.relativize(file).toString().replace('\\', '/');
                    if (attributes.isSymbolicLink()) {
                        links.add(path);
                    }
                    if (!tracked.contains(path)
                            && !RestoredFiles.isOfRestore(file.getFileName().toString())) {
                        outputs.add(path);
                    }
                });
        List<String> more =
                links.otherPaths(outputs)
                        .orElseThrow(
                                () ->
                                        new CaughtException(
                                                "links lead to too many files of the last build"));
        outputs.addAll(more);
        outputs.sort(null);
        return outputs;
    }
}
