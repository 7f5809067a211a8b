package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.contract.build.BuildJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a build as one: over all that its outputs depend on, in terms that are known before
 * any file is fetched.
 */
final class WholeKey {
    /** Changes with the meaning of a line, or of what is kept, in ways that nothing else tells. */
    private static final String SCHEMA = "1";

    private final List<String> facts;
    private final BuildJob job;

    /**
     * @param machine what this agent has and other agents may not have, as lines of a key
     */
    WholeKey(List<String> machine, BuildJob job) {
        this.facts = new ArrayList<>(machine);
        this.job = job;
        fact("solution", job.solutionPath());
        fact("configuration", job.configuration());
        fact("platform", String.valueOf(job.platform()));
        job.buildProperties().forEach((name, value) -> fact("prop", name, value));
        fact("filter", String.valueOf(job.testFilter()));
        fact("tests", Boolean.toString(job.runTests()));
        fact("packages", Boolean.toString(job.createPackages()));
        fact("artifacts", Boolean.toString(job.publishArtifacts()));
        fact("manifest", Boolean.toString(job.outputManifest()));
    }

    /** For builds to which only the files matter. */
    String ofTree(String tree) {
        return key(KeyText.of("tree", tree));
    }

    /** The same, for who knows no tree yet: a commit has one. */
    String ofCommit(String commit) {
        return key(KeyText.of("commit", commit));
    }

    /**
     * For builds that look into Git's own folder: what is there depends on what was asked for, too.
     * Empty where branches and tags are in it and are not known.
     */
    Optional<String> ofCheckout(Revision revision) {
        return Optional.ofNullable(revision.refs())
                .map(
                        refs ->
                                key(
                                        KeyText.of(
                                                "checkout",
                                                revision.commit(),
                                                job.repositoryUrl(),
                                                job.gitRef(),
                                                Boolean.toString(job.fullHistory()),
                                                Sha256.of(refs))));
    }

    private void fact(String kind, String... words) {
        facts.add(KeyText.of(kind, words));
    }

    private String key(String source) {
        return new KeyText()
                .line("whole", SCHEMA)
                .lines(facts)
                .line("source")
                .lines(List.of(source))
                .sha256();
    }
}
