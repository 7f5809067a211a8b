package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;

/** A workspace in which builds go on from one another; it can be had again as it was once. */
final class WarmWorkspace {
    private final Bench bench;
    private final Path folder;
    private final Path kept;

    /** The source is to be put into it first. */
    WarmWorkspace(Bench bench) {
        this.bench = bench;
        this.folder = bench.work.resolve("warm");
        this.kept = bench.work.resolve("kept");
    }

    /** Root of the source tree, a Git checkout. */
    Path source() {
        return folder.resolve("src");
    }

    /** What lies there now is what {@link #restore} brings. */
    void keep() throws Exception {
        copyAsItIs(folder, kept);
    }

    /** As it was kept, to the time of each file; with an empty log. */
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

    private static void copyAsItIs(Path from, Path to) throws Exception {
        Process copy =
                new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
        assertThat(copy.waitFor()).isZero();
    }
}
