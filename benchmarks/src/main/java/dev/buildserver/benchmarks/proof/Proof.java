package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.benchmarks.proof.edit.EditSequence;
import dev.buildserver.benchmarks.proof.source.ServedRepository;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import dev.buildserver.cli.client.BuildServerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Makes edits, has each built with every strategy, and compares with the clean build. Needs nothing
 * but a running stack that may clone from the folder of repositories.
 */
public final class Proof {
    /** What is said of the tree before the first edit. */
    static final String FIRST = "a new solution";

    private static final int EVERY_TESTED = 10;
    private static final int EVERY_PACKED = 5;

    private final Path repositories;
    private final Path kept;
    private final Comparison comparison;
    private final ProofListener listener;
    private final ProofBuilds builds;

    /**
     * @param repositories folder that the stack may clone from
     * @param kept folder for the manifests of mismatches
     */
    public Proof(
            BuildServerClient client,
            Path repositories,
            Path kept,
            Comparison comparison,
            ProofListener listener)
            throws IOException {
        this.repositories = repositories;
        this.kept = kept;
        this.comparison = comparison;
        this.listener = listener;
        Path downloads = Files.createDirectories(kept.resolve("last"));
        this.builds = new ProofBuilds(client, downloads, comparison, listener);
    }

    /**
     * Builds a range of edits. Edits of the first episode before the range are made, not built.
     *
     * @param from number of the first edit, from 0
     * @param count how many
     */
    public void run(long seed, int from, int count) throws IOException {
        int edit = from;
        while (edit < from + count) {
            Episode episode = Episode.of(seed, edit);
            int end = Math.min(from + count, (episode.number() + 1) * Episode.EDITS);
            run(episode, edit, end);
            edit = end;
        }
    }

    private void run(Episode episode, int from, int end) throws IOException {
        Path folder = repositories.resolve("proof-" + UUID.randomUUID() + ".git");
        try (ServedRepository repository = ServedRepository.create(folder)) {
            EditSequence edits = episode.edits();
            SourceTree before = episode.first();
            int first = episode.number() * Episode.EDITS;
            for (int edit = first; edit < from; edit++) {
                before = edits.next().tree();
            }
            EditSequence.Step step = new EditSequence.Step(FIRST, before, false);
            String commit = repository.commit(before, FIRST);
            List<Built> built = builds.first(repository.url(), extent(from - 1));
            compare(episode, from - 1, step, commit, built);
            for (int edit = from; edit < end; edit++) {
                build(episode, repository, edit, edits.next());
            }
        }
    }

    private void build(
            Episode episode, ServedRepository repository, int edit, EditSequence.Step step)
            throws IOException {
        String commit = repository.commit(step.tree(), step.description());
        List<Built> built =
                builds.build(
                        repository.url(),
                        extent(edit),
                        strategy -> comparison.builds(strategy, edit));
        compare(episode, edit, step, commit, built);
    }

    private static ProofBuilds.Extent extent(int edit) {
        return new ProofBuilds.Extent(edit % EVERY_TESTED == 0, edit % EVERY_PACKED == 0);
    }

    private void compare(
            Episode episode, int edit, EditSequence.Step step, String commit, List<Built> built)
            throws IOException {
        listener.built(edit, step, built);
        Built clean = built.get(0);
        for (Built other : built.subList(1, built.size())) {
            List<String> differences = other.differencesTo(clean);
            if (!differences.isEmpty()) {
                listener.mismatch(
                        new Mismatch(
                                episode.seed(),
                                edit,
                                step.description(),
                                other.strategy().toString(),
                                commit,
                                differences,
                                keep(edit, clean, other).toString()));
            }
        }
    }

    private Path keep(int edit, Built clean, Built other) throws IOException {
        Path folder = Files.createDirectories(kept.resolve("edit-" + edit));
        for (Built built : List.of(clean, other)) {
            if (built.file() != null) {
                Path to = folder.resolve(built.strategy() + ".json");
                Files.deleteIfExists(to);
                Files.copy(built.file(), to);
            }
        }
        return folder;
    }
}
