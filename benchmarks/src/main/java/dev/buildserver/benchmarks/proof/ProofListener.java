package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.benchmarks.proof.edit.EditSequence;
import dev.buildserver.domain.build.BuildStrategy;
import java.util.List;

/** Hears how a proof goes. */
public interface ProofListener {
    /**
     * An edit was built by all strategies.
     *
     * @param edit its number; -1 for the tree before the first
     * @param builds the clean one first
     */
    void built(int edit, EditSequence.Step step, List<Built> builds);

    /** The server doesn't offer a strategy; the proof goes on without it. */
    void unavailable(BuildStrategy strategy, String reason);

    /** Something differs. */
    void mismatch(Mismatch mismatch);
}
