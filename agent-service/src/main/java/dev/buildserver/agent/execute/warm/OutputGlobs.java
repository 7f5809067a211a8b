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
        List<String> outputs = outputs();
        OwnFolders own = OwnFolders.of(texts.byPath().values());
        try {
            for (Map.Entry<String, String> text : texts.byPath().entrySet()) {
                look(ItemGlob.of(text.getKey(), text.getValue(), own), outputs);
            }
            lookAtDefaults(OutputsBelow.of(outputs, projectFolders()), own);
            return Optional.empty();
        } catch (CaughtException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void lookAtDefaults(OutputsBelow outputs, OwnFolders own) throws CaughtException {
        DefaultItems defaults = new DefaultItems(texts, own);
        for (String project : projects()) {
            List<String> strays = outputs.strays(ProjectTexts.folder(project), own);
            if (!strays.isEmpty()) {
                look(defaults.of(project), strays);
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

    private Set<String> projectFolders() {
        return projects().stream().map(ProjectTexts::folder).collect(Collectors.toSet());
    }

    private static final class CaughtException extends Exception {
        private static final long serialVersionUID = 1L;

        CaughtException(String what) {
            super(what);
        }
    }

    // What restore wrote is there in a fresh tree as well when projects are built.
    private List<String> outputs() throws IOException {
        List<String> outputs = new ArrayList<>();
        TreeWalk.files(
                source,
                (file, attributes) -> {
                    String path = source.relativize(file).toString().replace('\\', '/');
                    if (!tracked.contains(path)
                            && !RestoredFiles.isOfRestore(file.getFileName().toString())) {
                        outputs.add(path);
                    }
                });
        outputs.sort(null);
        return outputs;
    }
}
