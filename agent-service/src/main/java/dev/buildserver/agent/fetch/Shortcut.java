package dev.buildserver.agent.fetch;

import dev.buildserver.agent.execute.Revision;
import java.io.IOException;

/** Somebody who may need no files at all, knowing what they would be. */
public interface Shortcut {
    /** Needs them always. */
    Shortcut NONE = revision -> false;

    /**
     * Whether nothing more has to be fetched. Asked when the commit is known, and again with its
     * tree.
     */
    boolean suffices(Revision revision) throws IOException;

    /** Whether files need not be on disk from the start. */
    default boolean canWait() {
        return false;
    }
}
