package dev.buildserver.benchmarks.proof;

import dev.buildserver.benchmarks.proof.catalogue.CacheCheck;
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
import java.util.Optional;
import java.util.UUID;

/**
 * Builds the catalogue of cases: before the edits, after them, and, where there is a cache, as
 * before again. Many at once, in one solution. Outputs are compared with those of clean builds, and
 * what the cache did with what each case expects of it.
 */
public final class CatalogueProof {
    private static final ProofBuilds.Extent EXTENT = new ProofBuilds.Extent(false, false);

    private final Path repositories;
    private final ProofListener listener;
    private final ProofBuilds builds;
    private final Runnable shared;

    /**
     * @param repositories folder that the stack may clone from
     * @param downloads folder for manifests
     * @param shared waits until what an agent made is known to all agents
     */
    public CatalogueProof(
            BuildServerClient client,
            Path repositories,
            Path downloads,
            Comparison comparison,
            ProofListener listener,
            Runnable shared)
            throws IOException {
        this.repositories = repositories;
        this.listener = listener;
        this.shared = shared;
        this.builds =
                new ProofBuilds(client, Files.createDirectories(downloads), comparison, listener);
    }

    /**
     * What was wrong.
     *
     * @param step {@code base}, {@code edited} or {@code back}
     * @param differences to a clean build, or to what was expected of the cache; one line each
     */
    public record Finding(String step, String strategy, List<String> differences) {
        /** The differences that are those of a case. */
        public List<String> of(CatalogueCase one) {
            return differences.stream().filter(line -> Catalogue.isOf(one, line)).toList();
        }
    }

    /** Builds and compares; empty when nothing differs. */
    public List<Finding> run() throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (List<CatalogueCase> cases : Catalogue.solutions()) {
            Path folder = repositories.resolve("catalogue-" + UUID.randomUUID() + ".git");
            try (ServedRepository repository = ServedRepository.create(folder)) {
                new Solution(cases, repository, findings).prove();
            }
        }
        return findings;
    }

    /** Cases that stand in one solution. */
    private final class Solution {
        private final List<CatalogueCase> cases;
        private final ServedRepository repository;
        private final List<Finding> findings;
        private final SourceTree base;

        Solution(List<CatalogueCase> cases, ServedRepository repository, List<Finding> findings) {
            this.cases = cases;
            this.repository = repository;
            this.findings = findings;
            this.base = Catalogue.base(cases);
        }

        void prove() throws IOException {
            String url = repository.url();
            repository.commit(base, "base");
            List<Built> first = builds.first(url, EXTENT);
            if (!compare("base", base, first)) {
                return;
            }
            SourceTree edited = Catalogue.edited(cases, base);
            boolean sources = cases.stream().allMatch(CatalogueCase::editsSourcesOnly);
            // After other edits, nothing is left on which it could go on: it is a clean build.
            repository.commit(edited, "edited");
            shared.run();
            List<Built> second =
                    builds.build(
                            url,
                            EXTENT,
                            strategy -> sources || strategy != BuildStrategy.INCREMENTAL);
            if (!compare("edited", edited, second)) {
                return;
            }
            Optional<Built> cached = cached(second);
            if (cached.isPresent()) {
                expect("edited", CacheCheck.afterEdits(cases, cached.get().cache()));
                repository.commit(base, "back");
                shared.run();
                Built back = builds.one(url, EXTENT, BuildStrategy.CACHED);
                compare("back", base, List.of(first.get(0), back));
                expect("back", CacheCheck.afterReturn(cases, back.cache()));
            }
        }

        /** Whether the clean build succeeded. */
        private boolean compare(String step, SourceTree tree, List<Built> built) {
            listener.built(0, new EditSequence.Step(step, tree, false), built);
            Built clean = built.get(0);
            if (clean.file() == null) {
                add(step, BuildStrategy.CLEAN, List.of(clean.view().errorMessage()));
                return false;
            }
            for (Built other : built.subList(1, built.size())) {
                List<String> differences = new ArrayList<>(other.differencesTo(clean));
                cases.stream()
                        .filter(one -> !one.repeatable())
                        .forEach(one -> differences.removeIf(line -> Catalogue.isOf(one, line)));
                add(step, other.strategy(), differences);
            }
            return true;
        }

        private void expect(String step, List<String> unmet) {
            add(step, BuildStrategy.CACHED, unmet);
        }

        private void add(String step, BuildStrategy strategy, List<String> differences) {
            if (!differences.isEmpty()) {
                findings.add(new Finding(step, strategy.toString(), differences));
            }
        }
    }

    private static Optional<Built> cached(List<Built> built) {
        return built.stream().filter(b -> b.strategy() == BuildStrategy.CACHED).findFirst();
    }
}
