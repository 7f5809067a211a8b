package dev.buildserver.agent.fetch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A warm tree, reserved for an attempt.
 *
 * @param before what stands in it; empty: nothing
 * @param now what is to be built in it; its commit is not known yet
 */
record WarmTree(String key, Path folder, Optional<WarmMarker> before, WarmMarker now) {
    static final String SOURCE = "src";

    Path source() {
        return folder.resolve(SOURCE);
    }

    /** Whether outputs in the tree were made by the same tools in the same way. */
    boolean sameBuild() {
        return before.filter(b -> b.sdks().equals(now.sdks()))
                .filter(b -> b.parameters().equals(now.parameters()))
                .isPresent();
    }
}
