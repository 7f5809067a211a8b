package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.warm.BuildMemory;
import dev.buildserver.agent.execute.warm.CopyTimes;
import dev.buildserver.agent.execute.warm.Decision;
import dev.buildserver.agent.execute.warm.EarlierWarnings;
import dev.buildserver.agent.execute.warm.Leftovers;
import dev.buildserver.agent.execute.warm.SourcesBefore;
import dev.buildserver.agent.execute.warm.TreeBefore;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;
import java.util.List;

/**
 * The tree of an attempt that is built without the cache, and what becomes of it: whether outputs
 * that lie there are built upon, and whether the next build may build upon those of this one. From
 * its beginning to {@link #keep}, nobody may.
 */
final class TreeUpkeep {
    /** What lies in such folders is no output. */
    private static final String OF_TOOLS = "obj";

    private final Attempt attempt;
    private final BuildMemory memory;
    private List<Diagnostic> diagnostics = List.of();
    private List<Diagnostic> ofRestore = List.of();
    private TreeBefore built;
    private TreeBefore.Since tested;
    private TreeBefore packing;
    private SourcesBefore sources;

    /**
     * @param options everything besides the files that outputs depend on
     */
    TreeUpkeep(Attempt attempt, String options) {
        this.attempt = attempt;
        this.memory =
                new BuildMemory(
                        attempt.source(),
                        options,
                        attempt.job().buildProperties(),
                        attempt::outside);
    }

    /** Decides on what lies there, and removes what can't be built upon. */
    Decision begin() throws IOException {
        sources = SourcesBefore.of(attempt.source());
        BuildContext context = attempt.context();
        if (!context.warm()) {
            memory.forget();
            return Decision.everything("a fresh tree");
        }
        Decision decision = memory.decide();
        String what = decision.anew() ? "Building all anew: " : "Building what changed: ";
        context.report().log(LogLevel.INFO, what + decision.reason());
        diagnostics = decision.anew() ? List.of() : memory.diagnostics();
        ofRestore = decision.restore() ? List.of() : memory.ofRestore();
        memory.forget();
        if (decision.anew()) {
            Leftovers.remove(attempt.source());
            return decision;
        }
        List<String> projects = memory.prepare(diagnostics);
        if (!projects.isEmpty()) {
            context.report()
                    .log(
                            LogLevel.INFO,
                            "Built anew for their targets, or their warnings: "
                                    + String.join(", ", projects));
        }
        return decision;
    }

    /** Those of the build that is built upon. */
    List<Diagnostic> earlier() {
        return diagnostics;
    }

    /** Warnings of restore that hold still, where it need not run. */
    List<Diagnostic> earlierOfRestore() {
        return ofRestore;
    }

    /**
     * Packages are there.
     *
     * @param said while they were brought
     */
    void restored(List<Diagnostic> said) {
        ofRestore = EarlierWarnings.ofRestore(said);
    }

    /**
     * All is built.
     *
     * @param said while it was
     */
    void built(List<Diagnostic> said) throws IOException {
        diagnostics = List.copyOf(said);
        CopyTimes.settle(attempt.source());
        built = TreeBefore.of(attempt.source());
    }

    /** Tests have ended, well or not. */
    void tested() throws IOException {
        tested = built.since();
        packing = TreeBefore.of(attempt.source());
    }

    /**
     * The next build may build upon this one, unless its tests or its packaging changed what it
     * made, or any of its steps a source.
     */
    void keep() throws IOException {
        TreeBefore.Since packed = packing.since(OF_TOOLS);
        List<String> written = sources.written();
        if (!written.isEmpty()) {
            attempt.context()
                    .report()
                    .log(
                            LogLevel.INFO,
                            "The next build starts from nothing, for this one wrote over "
                                    + String.join(", ", written));
            return;
        }
        boolean removed = packed.removeAdded() & tested.removeAdded();
        if (removed && tested.intact() && packed.intact()) {
            memory.remember(diagnostics, ofRestore);
        }
    }
}
