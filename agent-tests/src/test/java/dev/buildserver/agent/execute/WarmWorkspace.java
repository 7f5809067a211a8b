package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.MapAssert;
import org.eclipse.jgit.api.Git;

/** A workspace in which builds go on from one another; it can be had again as it was once. */
final class WarmWorkspace {
    private final Bench bench;
    private final Path folder;
    private final Path kept;
    private final CleanOutputs clean;

    /** The source is to be put into it first. */
    WarmWorkspace(Bench bench) {
        this.bench = bench;
        this.folder = bench.work.resolve("warm");
        this.kept = bench.work.resolve("kept");
        this.clean = new CleanOutputs(bench);
    }

    /** Root of the source tree, a Git checkout. */
    Path source() {
        return folder.resolve("src");
    }

    /**
     * The first build, which must succeed; what lies there then is what {@link #restore} brings.
     */
    ExecutionResult begin(JobOptions options) throws Exception {
        commit();
        ExecutionResult first = incremental(options);
        assertThat(first.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        copyAsItIs(folder, kept);
        return first;
    }

    /** As after the first build, to the time of each file; with an empty log. */
    void restore() throws Exception {
        Files.move(folder, bench.work.resolve("used-" + UUID.randomUUID()));
        copyAsItIs(kept, folder);
        bench.report.log.clear();
    }

    void edit(String path, UnaryOperator<String> change) throws Exception {
        Path file = source().resolve(path);
        Files.writeString(file, change.apply(Files.readString(file)));
        commit();
    }

    /** All that is there, and nothing that is gone. */
    void commit() throws Exception {
        try (Git git = Git.init().setDirectory(source().toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
        }
    }

    ExecutionResult incremental(JobOptions options) throws InterruptedException {
        return build(options, BuildStrategy.INCREMENTAL);
    }

    /** A build that does not know of earlier ones. */
    ExecutionResult fresh(JobOptions options) throws InterruptedException {
        return bench.run(source(), options, BuildStrategy.INCREMENTAL, false);
    }

    ExecutionResult build(JobOptions options, BuildStrategy strategy) throws InterruptedException {
        return bench.run(source(), options, strategy, true);
    }

    /** Outputs are those of a clean build of the source as it lies there. */
    MapAssert<String, String> assertEqualToClean(ExecutionResult result, JobOptions options)
            throws Exception {
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        return assertThat(CleanOutputs.digests(result))
                .isEqualTo(clean.of(source(), options))
                .isNotEmpty();
    }

    private static void copyAsItIs(Path from, Path to) throws Exception {
        Process copy =
                new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
        assertThat(copy.waitFor()).isZero();
    }
}
