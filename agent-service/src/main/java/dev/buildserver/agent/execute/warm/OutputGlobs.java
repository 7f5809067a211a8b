package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Patterns of items that outputs of last time match: in a fresh tree, these are not there yet when
 * the pattern is looked up. What the SDK includes by itself leaves outputs out.
 */
final class OutputGlobs {
    /** Takes less than a second, and is enough for thousands of outputs of hundreds of patterns. */
    private static final long MOST_LOOKS = 50_000_000;

    private final Path source;
    private final Collection<String> tracked;
    private final ProjectTexts texts;

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
        List<ItemGlob> globs = new ArrayList<>();
        texts.byPath().forEach((path, text) -> globs.addAll(ItemGlob.of(path, text)));
        if (globs.isEmpty()) {
            return Optional.empty();
        }
        List<String> outputs = outputs();
        Looks looks = new Looks(MOST_LOOKS);
        for (ItemGlob glob : globs) {
            try {
                for (String output : outputs) {
                    if (glob.matches(output, looks)) {
                        return Optional.of(glob + " matches " + output + " of the last build");
                    }
                }
            } catch (Looks.NoneLeftException e) {
                return Optional.of("it takes too long to tell what matches " + glob);
            }
        }
        return Optional.empty();
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
