package dev.buildserver.agent.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.agent.cached.build.Materials;
import dev.buildserver.agent.cached.build.Policy;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.store.Meanwhile;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Builds that stand for later ones: where an equal tree was built with equal options, nothing has
 * to be checked out, let alone run. Kept are only builds that succeeded and of which all parts can
 * be kept.
 */
@Singleton
public class WholeBuilds {
    private static final Logger LOG = Logger.getLogger(WholeBuilds.class);

    private final BuildCaches caches;
    private final MachineFacts machine;
    private final ObjectMapper json;

    WholeBuilds(BuildCaches caches, MachineFacts machine, ObjectMapper json) {
        this.caches = caches;
        this.machine = machine;
        this.json = json;
    }

    /**
     * The result of an earlier build that stands for this one, its files in the attempt's folder.
     * Nothing is reported.
     *
     * @param context of which neither source nor scratch folder need exist; its revision may lack
     *     the tree
     */
    public Optional<ExecutionResult> find(BuildContext context) throws IOException {
        if (context.lease().strategy() != BuildStrategy.CACHED) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        Policy policy = caches.policy(context);
        if (!policy.quarantined().isEmpty()) {
            // What is quarantined now may be a part of it.
            return Optional.empty();
        }
        Optional<WholeKey> key = key(context, policy);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Revision revision = context.revision();
        List<String> keys = new ArrayList<>();
        keys.add(
                revision.tree() == null
                        ? key.get().ofCommit(revision.commit())
                        : key.get().ofTree(revision.tree()));
        key.get().ofCheckout(revision).ifPresent(keys::add);
        CacheLevel cache = caches.of(context);
        Map<String, List<Entry>> found = cache.find(keys);
        for (String one : keys) {
            for (Entry entry : found.getOrDefault(one, List.of())) {
                Optional<ExecutionResult> result = replay(context, cache, entry, begin);
                if (result.isPresent()) {
                    caches.tellSavings(context, result.get().cache());
                    return result;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Keeps a build, if all of it can be.
     *
     * @return its result with what became of it here
     */
    ExecutionResult keep(BuildContext context, CachedStages stages, ExecutionResult result)
            throws IOException {
        long begin = System.nanoTime();
        List<String> obstacles = new ArrayList<>(stages.obstacles());
        Optional<WholeKey> key = key(context, stages.cachedBuild().policy());
        if (key.isEmpty()) {
            obstacles.add("it is not known what this machine has");
        }
        if (!obstacles.isEmpty()) {
            return result.with(
                    report(context, CacheOutcome.UNCACHEABLE, obstacles.get(0), 0, begin));
        }
        try {
            store(context, key.get(), stages.ofCommit(), result);
        } catch (IOException e) {
            // As with projects: a cache that can't take it fails no build.
            LOG.warnf("A build is not kept as one: %s", e);
            return result.with(report(context, CacheOutcome.UNCACHEABLE, e.getMessage(), 0, begin));
        }
        String why = "no build of an equal tree with equal options was known";
        return result.with(report(context, CacheOutcome.MISS, why, 0, begin));
    }

    private void store(BuildContext context, WholeKey key, boolean ofCommit, ExecutionResult result)
            throws IOException {
        Revision revision = context.revision();
        Map<String, Path> contents = new HashMap<>();
        List<StoredFile> files = new ArrayList<>();
        for (OutputFile output : result.outputs()) {
            String sha256 = Sha256.of(output.file());
            contents.put(sha256, output.file());
            files.add(StoredFile.own(TreePath.encode(output.path()), sha256, false));
        }
        WholeBuild whole = WholeBuild.of(revision.commit(), result);
        Entry entry =
                new Entry(
                        List.of(),
                        files,
                        List.of(),
                        Map.of(),
                        List.of(),
                        json.valueToTree(whole),
                        whole.millis(),
                        revision.commit());
        Map<String, Entry> entries = new HashMap<>();
        if (ofCommit) {
            key.ofCheckout(revision).ifPresent(checkout -> entries.put(checkout, entry));
        } else {
            entries.put(key.ofCommit(revision.commit()), entry);
            entries.put(key.ofTree(revision.tree()), entry);
        }
        CacheLevel cache = caches.of(context);
        cache.write(contents);
        cache.add(Meanwhile.stillNew(cache, entries));
    }

    private Optional<ExecutionResult> replay(
            BuildContext context, CacheLevel cache, Entry entry, long begin) throws IOException {
        WholeBuild whole;
        try {
            whole = json.treeToValue(entry.value(), WholeBuild.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
        Path folder = Files.createDirectories(context.scratch().resolve("replayed")).toRealPath();
        Materials materials = new Materials(folder, cache);
        materials.bring(entry.files());
        if (!materials.place(entry.files())) {
            return Optional.empty();
        }
        List<OutputFile> outputs = new ArrayList<>();
        for (WholeBuild.Output output : whole.outputs()) {
            Path file = TreePath.resolve(folder, TreePath.encode(output.path()));
            outputs.add(
                    new OutputFile(
                            file,
                            output.path(),
                            output.name(),
                            output.kind(),
                            output.contentType()));
        }
        ProjectReport report = report(context, CacheOutcome.HIT, null, entry.millis(), begin);
        return Optional.of(
                new ExecutionResult(
                        Outcome.SUCCEEDED,
                        null,
                        null,
                        null,
                        whole.repeatedStages(),
                        whole.repeatedTests(),
                        whole.diagnostics(),
                        outputs,
                        whole.repeatedReport(report),
                        null));
    }

    private Optional<WholeKey> key(BuildContext context, Policy policy) throws IOException {
        BuildJob job = context.lease().job();
        // Packages lie elsewhere where the cache service brings them.
        boolean brought = context.cacheUrl() != null;
        Optional<List<String>> facts = machine.of(job, brought);
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(facts.get());
        lines.addAll(policy.lines());
        return Optional.of(new WholeKey(lines, job));
    }

    private static ProjectReport report(
            BuildContext context,
            CacheOutcome outcome,
            String reason,
            long savedMillis,
            long begin) {
        String solution = context.lease().job().solutionPath();
        long cacheMillis = (System.nanoTime() - begin) / 1_000_000;
        return new ProjectReport(solution, outcome, reason, List.of(), savedMillis, 0, cacheMillis);
    }
}
