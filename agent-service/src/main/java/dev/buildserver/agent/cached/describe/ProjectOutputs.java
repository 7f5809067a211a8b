package dev.buildserver.agent.cached.describe;

import java.util.stream.Stream;

/**
 * Where a project puts what it makes for one target framework; paths in the tree, null where it is
 * outside of it.
 *
 * @param folder for what users take
 * @param intermediate for what only the build needs
 * @param assembly the primary output
 * @param referenceAssembly its public face; null where none is made
 * @param ownReferenceAssembly whether the project asks for that by itself
 */
public record ProjectOutputs(
        String folder,
        String intermediate,
        String assembly,
        String referenceAssembly,
        boolean ownReferenceAssembly) {

    /** Both folders. */
    public Stream<String> folders() {
        return Stream.of(folder, intermediate);
    }
}
