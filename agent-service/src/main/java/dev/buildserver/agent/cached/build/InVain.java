package dev.buildserver.agent.cached.build;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Solutions that came out wrong with the cache and had to be built once more without it. As long as
 * they describe themselves as they did, they would each time.
 */
final class InVain {
    private InVain() {}

    /** Where it is noted. */
    static String key(String description) {
        return new KeyText().line("in-vain", description).sha256();
    }

    /**
     * @param looks of the description: while they find the same, the note holds
     * @param why for people
     */
    static Entry note(List<Observed> looks, String why, String commit) {
        return new Entry(
                looks, List.of(), List.of(), Map.of(), List.of(), TextNode.valueOf(why), 0, commit);
    }

    /**
     * @param notes that were found
     * @throws UnfitSolutionException one of them holds
     */
    static void check(List<Entry> notes, Tree tree) throws UnfitSolutionException, IOException {
        for (Entry note : notes) {
            if (note.changed(tree).isEmpty()) {
                throw new UnfitSolutionException(
                        note.value().asText() + ": all is built without the cache");
            }
        }
    }
}
