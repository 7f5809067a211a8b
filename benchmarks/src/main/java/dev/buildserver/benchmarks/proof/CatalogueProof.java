package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.proof.catalogue.Catalogue;
import dev.buildserver.benchmarks.proof.catalogue.CatalogueCase;
import dev.buildserver.benchmarks.proof.compare.Built;
import dev.buildserver.benchmarks.proof.edit.EditSequence;
import dev.buildserver.benchmarks.proof.source.ServedRepository;
import dev.buildserver.benchmarks.proof.source.SourceTree;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Builds the catalogue of cases: before the edits, after them, and, where there is a cache, as
 * before again. All of it at once, as one solution.
 */
public final class CatalogueProof {
    private final Path repositories;
    private final ProofListener listener;
    private final ProofBuilds builds;

    /**
     * @param repositories folder that the stack may clone from
     * @param downloads folder for manifests
     */
    public CatalogueProof(
            BuildServerClient client,
            Path repositories,
            Path downloads,
            Comparison comparison,
            ProofListener listener)
            throws IOException {
        this.repositories = repositories;
        this.listener = listener;
        this.builds =
                new ProofBuilds(client, Files.createDirectories(downloads), comparison, listener);
    }

    /**
     * What was wrong.
     *
     * @param step {@code base}, {@code edited} or {@code back}
     * @param differences to a clean build, one line each
     */
    public record Finding(String step, String strategy, List<String> differences) {
        /** The differences that are those of a case. */
        public List<String> of(CatalogueCase one) {
            return differences.stream().filter(line -> Catalogue.isOf(one, line)).toList();
        }
    }

    /** Builds and compares; empty when nothing differs. */
    public List<Finding> run() throws IOException {
        List<CatalogueCase> cases = Catalogue.cases();
        SourceTree base = Catalogue.base(cases);
        SourceTree edited = Catalogue.edited(cases, base);
        List<Finding> findings = new ArrayList<>();
        Path folder = repositories.resolve("catalogue-" + UUID.randomUUID() + ".git");
        try (ServedRepository repository = ServedRepository.create(folder)) {
            build(repository, "base", base, findings);
            build(repository, "edited", edited, findings);
            if (builds.compares(BuildStrategy.CACHED)) {
                // Nothing of it is new to a cache.
                build(repository, "back", base, findings);
            }
        }
        return findings;
    }

    private void build(
            ServedRepository repository, String step, SourceTree tree, List<Finding> findings)
            throws IOException {
        String commit = repository.commit(tree, step);
        ProofBuilds.Extent extent = new ProofBuilds.Extent(false, false);
        List<Built> built = builds.build(repository.url(), commit, extent);
        listener.built(0, new EditSequence.Step(step, tree, false), built);
        Built clean = built.get(0);
        if (clean.file() == null) {
            throw new IOException("the catalogue does not build: " + clean.view().errorMessage());
        }
        for (Built other : built.subList(1, built.size())) {
            List<String> differences = other.differencesTo(clean);
            if (!differences.isEmpty()) {
                findings.add(new Finding(step, other.strategy().toString(), differences));
            }
        }
    }
}
