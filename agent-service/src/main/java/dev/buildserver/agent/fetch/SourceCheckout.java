package dev.buildserver.agent.fetch;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.execute.Revision;
import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jboss.logging.Logger;

/**
 * Makes a workspace's tree that of the job's ref: in a warm tree by what changed, else from
 * nothing. Where the warm way is not sure, it starts over.
 */
final class SourceCheckout {
    private static final Logger LOG = Logger.getLogger(SourceCheckout.class);

    private final GitTransports transports;
    private final Workspace workspace;
    private final BuildJob job;
    private final Shortcut shortcut;
    private final Mirrors mirrors;
    private final BlobHashes hashes;
    private final StopSignal stop;
    private final AttemptReport report;
    private final FetchWatch watch;

    SourceCheckout(
            GitTransports transports,
            Workspace workspace,
            BuildJob job,
            Shortcut shortcut,
            Mirrors mirrors,
            BlobHashes hashes,
            StopSignal stop,
            AttemptReport report,
            FetchWatch watch) {
        this.transports = transports;
        this.workspace = workspace;
        this.job = job;
        this.shortcut = shortcut;
        this.mirrors = mirrors;
        this.hashes = hashes;
        this.stop = stop;
        this.report = report;
        this.watch = watch;
    }

    /** May be repeated after a failure. */
    Source run() throws SourceUnavailableException, IOException {
        Optional<WarmTree> usable = workspace.warm().filter(tree -> tree.before().isPresent());
        if (usable.isPresent() && GitFolder.exists(workspace.source())) {
            try {
                return fromWarm(usable.get());
            } catch (IOException | RuntimeException e) {
                watch.throwIfCancelled();
                if (FetchFailure.of(e) != FetchFailure.LOCAL) {
                    throw e;
                }
                LOG.debugf(e, "The warm workspace at %s is not usable", workspace.source());
                report.log(LogLevel.WARN, "The warm workspace is not usable: " + e.getMessage());
            }
        }
        if (shortcut.canWait() && !job.fullHistory()) {
            Optional<Source> source = fromMirror();
            if (source.isPresent()) {
                return source.get();
            }
        }
        return fromNothing();
    }

    // Empty where it can't be had by this way.
    private Optional<Source> fromMirror() throws SourceUnavailableException, IOException {
        Optional<Mirror> free = mirrors.take(workspace.mirror());
        if (free.isEmpty()) {
            return Optional.empty();
        }
        try (Mirror mirror = free.get()) {
            try {
                return from(mirror);
            } catch (IOException | RuntimeException e) {
                watch.throwIfCancelled();
                if (FetchFailure.of(e) != FetchFailure.LOCAL) {
                    throw e;
                }
                mirror.spoil();
                LOG.debugf(e, "A copy of %s is damaged", job.repositoryUrl());
                report.log(LogLevel.WARN, "A copy of the repository is damaged: " + e.getMessage());
                return Optional.empty();
            }
        }
    }

    private Optional<Source> from(Mirror mirror) throws SourceUnavailableException, IOException {
        RefFetch.Fetched fetched = fetch(mirror.repository(), shortcut);
        if (!fetched.complete()) {
            return Optional.of(new Source(early(fetched), false, Optional.empty()));
        }
        Revision revision = revision(mirror.repository(), fetched);
        if (shortcut.suffices(revision)) {
            return Optional.of(new Source(revision, false, Optional.empty()));
        }
        if (!mirror.isShallow(fetched.commit())) {
            // With more of the history, a build could find more than after a plain fetch.
            return Optional.empty();
        }
        workspace.clearSource();
        Path objects = workspace.objects();
        FolderRemoval.remove(objects);
        mirror.share(objects);
        try (Repository repository =
                GitFolder.open(workspace.source(), job.repositoryUrl(), Optional.of(objects))) {
            mirror.settle(repository, fetched);
            Optional<Checkout> late = late(repository, fetched.commit(), Optional.of(objects));
            if (late.isPresent()) {
                return Optional.of(new Source(revision, false, late));
            }
        }
        GitFolder.addPacks(workspace.source(), objects);
        try (Repository repository = GitFolder.open(workspace.source(), job.repositoryUrl())) {
            new WorkTree(repository, watch).checkOut(fetched.commit());
            return Optional.of(complete(repository, fetched, false));
        }
    }

    private Source fromNothing() throws SourceUnavailableException, IOException {
        workspace.clearSource();
        try (Repository repository = GitFolder.open(workspace.source(), job.repositoryUrl())) {
            RefFetch.Fetched fetched = fetch(repository, shortcut);
            if (!fetched.complete()) {
                return new Source(early(fetched), false, Optional.empty());
            }
            Revision revision = revision(repository, fetched);
            if (shortcut.suffices(revision)) {
                return new Source(revision, false, Optional.empty());
            }
            Optional<Checkout> late = late(repository, fetched.commit(), Optional.empty());
            if (late.isPresent()) {
                return new Source(revision, false, late);
            }
            new WorkTree(repository, watch).checkOut(fetched.commit());
            return complete(repository, fetched, false);
        }
    }

    private Optional<Checkout> late(Repository repository, ObjectId commit, Optional<Path> objects)
            throws IOException {
        if (!shortcut.canWait()) {
            return Optional.empty();
        }
        CommitTree files = new CommitTree(repository, hashes, watch);
        return files.read(commit)
                ? Optional.ofNullable(
                        LateCheckout.of(repository, objects, job, commit, files, stop))
                : Optional.empty();
    }

    private Source fromWarm(WarmTree warm) throws SourceUnavailableException, IOException {
        try (Repository repository = GitFolder.open(workspace.source(), job.repositoryUrl())) {
            WorkTree tree = new WorkTree(repository, watch);
            RefFetch.Fetched fetched = fetch(repository, Shortcut.NONE);
            new FetchedRefs(repository, fetched, job.fullHistory()).settle();
            boolean keepOutputs = warm.sameBuild() && changesAllow(repository, warm, fetched);
            // Before, for what stands in the way of new files; after, for what was tracked before.
            tree.clean(keepOutputs);
            tree.checkOut(fetched.commit());
            tree.clean(keepOutputs);
            if (!tree.isExactly(fetched.commit())) {
                throw new IOException("its files are not those of the commit");
            }
            report.log(
                    LogLevel.INFO,
                    keepOutputs
                            ? "Warm workspace: building on the outputs of "
                                    + warm.before().orElseThrow().commit()
                            : "Warm workspace: sources are reused, outputs are not");
            return complete(repository, fetched, keepOutputs);
        }
    }

    private static boolean changesAllow(
            Repository repository, WarmTree warm, RefFetch.Fetched fetched) throws IOException {
        ObjectId before = ObjectId.fromString(warm.before().orElseThrow().commit());
        return SourceChange.keepsOutputs(repository, before, fetched.commit());
    }

    private RefFetch.Fetched fetch(Repository repository, Shortcut early)
            throws SourceUnavailableException, IOException {
        return new RefFetch(transports, repository, job.repositoryUrl(), watch)
                .fetch(job.gitRef(), job.fullHistory(), fetched -> early.suffices(early(fetched)));
    }

    private Revision early(RefFetch.Fetched fetched) {
        String refs = job.fullHistory() ? null : "";
        return new Revision(fetched.commit().name(), fetched.branch(), null, refs);
    }

    private Revision revision(Repository repository, RefFetch.Fetched fetched) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            String tree = walk.parseCommit(fetched.commit()).getTree().name();
            StringBuilder refs = new StringBuilder();
            if (job.fullHistory()) {
                for (Ref ref : repository.getRefDatabase().getRefs()) {
                    refs.append(ref.getName()).append(' ').append(ref.getObjectId()).append('\n');
                }
            }
            return new Revision(fetched.commit().name(), fetched.branch(), tree, refs.toString());
        }
    }

    private Source complete(Repository repository, RefFetch.Fetched fetched, boolean outputs)
            throws SourceUnavailableException, IOException {
        LfsPointers.report(repository, "", report);
        new Submodules(transports, watch, report, outputs)
                .update(repository, job.repositoryUrl(), fetched.commit(), job.fullHistory());
        watch.throwIfCancelled();
        String commit = fetched.commit().name();
        return new Source(
                revision(repository, fetched),
                outputs,
                Optional.of(Checkout.of(workspace.source(), commit)));
    }
}
