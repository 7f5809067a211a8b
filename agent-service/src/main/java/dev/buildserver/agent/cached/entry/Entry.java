package dev.buildserver.agent.cached.entry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an action gave, for trees in which all its accesses find what they found.
 *
 * @param accesses sorted
 * @param files that it wrote
 * @param pins files of other projects that must be as they were: their contents may have been
 *     copied, but it can't be told from which of them
 * @param foreseen what other projects had written where it looked, sorted: nothing new to it
 * @param faces what stands for the content of a file in the eyes of those who use it, by path
 * @param diagnostics lines of the logger
 * @param value more than files, where there is more; may be null
 * @param millis how long it took
 * @param commit at which it ran
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        List<Observed> accesses,
        List<StoredFile> files,
        List<StoredFile> pins,
        List<String> foreseen,
        Map<String, String> faces,
        List<String> diagnostics,
        JsonNode value,
        long millis,
        String commit) {
    public Entry {
        accesses = List.copyOf(accesses);
        files = List.copyOf(files);
        pins = List.copyOf(pins);
        // Older ones on a disk don't say.
        foreseen = foreseen == null ? List.of() : List.copyOf(foreseen);
        faces = Map.copyOf(faces);
        diagnostics = List.copyOf(diagnostics);
    }

    /** Of what nobody else wrote where it looked. */
    public Entry(
            List<Observed> accesses,
            List<StoredFile> files,
            List<StoredFile> pins,
            Map<String, String> faces,
            List<String> diagnostics,
            JsonNode value,
            long millis,
            String commit) {
        this(accesses, files, pins, List.of(), faces, diagnostics, value, millis, commit);
    }

    /** Whether both hold in the same trees. */
    public boolean holdsAsLongAs(Entry other) {
        return accesses.equals(other.accesses)
                && Set.copyOf(pins).equals(Set.copyOf(other.pins))
                && foreseen.equals(other.foreseen);
    }

    /** Whether it looked into a folder of Git's: then the commit counts, not only its files. */
    public boolean looksAtGit() {
        return accesses.stream().anyMatch(access -> isOfGit(access));
    }

    private static boolean isOfGit(Observed access) {
        boolean inside =
                Tree.isOfGit(access.path())
                        || access.kind() != Observed.Kind.CONTENT
                                && Tree.isOfGit(access.path() + "/");
        return inside && !access.state().equals("-");
    }

    /** The first access that would find something else; empty where the entry holds. */
    public Optional<Observed> changed(Tree tree) throws IOException {
        return changed(access -> access.holds(tree));
    }

    /**
     * The same for somebody who knows what many would find.
     *
     * @param holds whether an access would find the same
     */
    public Optional<Observed> changed(Check holds) throws IOException {
        for (Observed access : accesses) {
            if (!holds.test(access)) {
                return Optional.of(access);
            }
        }
        return Optional.empty();
    }

    /** Looks into a tree. */
    @FunctionalInterface
    public interface Check {
        /** Whether the access would find what it found. */
        boolean test(Observed access) throws IOException;
    }
}
