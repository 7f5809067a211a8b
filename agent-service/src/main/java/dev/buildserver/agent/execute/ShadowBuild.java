package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.shadow.Sample;
import dev.buildserver.agent.cached.shadow.ShadowCache;
import dev.buildserver.agent.cached.shadow.Verdict;
import dev.buildserver.agent.cached.shadow.Verdict.Difference;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.process.AttemptProcesses;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.ReportVerification.Dependent;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Builds the sampled projects of an attempt again, in its own tree, which is made fresh for it,
 * with everything else from the cache. It is a build like the first but for a cache that does not
 * have these projects; nothing of it is kept.
 */
final class ShadowBuild implements Shadow {
    private static final Logger LOG = Logger.getLogger(ShadowBuild.class);

    private final BuildContext first;
    private final CachedBuild build;
    private final Sample sample;
    private final Preparation preparation;
    private final BuildCaches caches;
    private final ExecutionConfig config;
    private final InstantSource clock;

    ShadowBuild(
            BuildContext first,
            CachedBuild build,
            Sample sample,
            Preparation preparation,
            BuildCaches caches,
            ExecutionConfig config,
            InstantSource clock) {
        this.first = first;
        this.build = build;
        this.sample = sample;
        this.preparation = preparation;
        this.caches = caches;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try {
            List<Verdict> verdicts = verdicts(stop);
            if (stop.reason().isEmpty()) {
                verdicts.forEach(this::say);
                caches.verified(first, verdicts.stream().map(this::wire).toList());
            }
        } catch (AttemptEnded | IOException | UncheckedIOException e) {
            if (stop.reason().isPresent()) {
                LOG.debugf("The verification of build %s was stopped", id());
            } else {
                LOG.warnf("Build %s can't be verified: %s", id(), e.getMessage());
            }
        }
    }

    private List<Verdict> verdicts(StopSignal stop)
            throws AttemptEnded, IOException, InterruptedException {
        build.freshen();
        BuildContext again = first.again(new QuietReport(), stop);
        Attempt attempt = preparation.prepare(again);
        try (AttemptProcesses processes =
                AttemptProcesses.gentle(
                        attempt.scratch(),
                        List.of(attempt.source(), attempt.temp()),
                        config.maxOutput().asLongValue())) {
            Optional<Enclosure.Closed> closed = attempt.cached();
            if (closed.isEmpty()) {
                return List.of();
            }
            ShadowCache cache =
                    sample.hiddenIn(caches.after(again), () -> stop.reason().isPresent());
            Diagnostics diagnostics =
                    new Diagnostics(attempt.sourcePaths(), d -> {}, config.maxDiagnostics());
            Path history = attempt.scratch().resolve("keys");
            CachedBuild second =
                    new CachedAttempt(
                                    attempt,
                                    closed.get(),
                                    new DotnetCli(attempt, processes, diagnostics),
                                    new SolutionCommands(attempt, new Narrowing(attempt)),
                                    diagnostics,
                                    cache,
                                    new KeyHistory(history),
                                    build.policy(),
                                    clock)
                            .build();
            if (second.restore().isEmpty() || !second.build()) {
                LOG.warnf("Not all of build %s could be built a second time", id());
            }
            return sample.verdicts(cache);
        } finally {
            ShortTemp.delete(attempt.temp());
        }
    }

    private void say(Verdict verdict) {
        if (!verdict.same()) {
            LOG.warnf(
                    "%s of build %s (%s) came out differently from the same inputs, and is"
                            + " quarantined: %s",
                    verdict.project(),
                    id(),
                    first.lease().job().projectName(),
                    verdict.outputs().stream().map(Difference::path).toList());
        } else if (!verdict.intermediates().isEmpty()) {
            LOG.infof(
                    "%s came out the same, but for intermediate files: %s",
                    verdict.project(), verdict.intermediates());
        }
    }

    private Verified wire(Verdict verdict) {
        List<DifferingFile> differing =
                verdict.outputs().stream()
                        .limit(Verified.MOST_FILES)
                        .map(file -> new DifferingFile(file.path(), file.first(), file.other()))
                        .toList();
        List<Dependent> dependents =
                verdict.same()
                        ? List.of()
                        : build.findings().builtOn(verdict.project()).entrySet().stream()
                                .limit(Verified.MOST_DEPENDENTS)
                                .map(user -> new Dependent(user.getKey(), user.getValue()))
                                .toList();
        return new Verified(verdict.project(), verdict.key(), differing, dependents);
    }

    private Object id() {
        return first.lease().buildId();
    }
}
