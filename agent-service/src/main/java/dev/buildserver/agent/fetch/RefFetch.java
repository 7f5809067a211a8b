package dev.buildserver.agent.fetch;

import dev.buildserver.domain.source.GitRefs;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;

/** Fetches one ref of one repository, by default its last commit alone. */
final class RefFetch {
    private static final List<RefSpec> EVERYTHING =
            List.of(
                    new RefSpec("+refs/heads/*:refs/remotes/origin/*"),
                    new RefSpec("+refs/tags/*:refs/tags/*"));

    private final GitTransports transports;
    private final Repository repository;
    private final String url;
    private final FetchWatch watch;
    private Fetched known;

    RefFetch(GitTransports transports, Repository repository, String url, FetchWatch watch) {
        this.transports = transports;
        this.repository = repository;
        this.url = url;
        this.watch = watch;
    }

    /**
     * Fetches the commit of a ref.
     *
     * @param ref branch, tag, full ref name or full commit id
     * @param fullHistory all commits, branches and tags instead of one commit
     * @param enough whether it is to be left at the commit that a branch names
     */
    Fetched fetch(String ref, boolean fullHistory, Enough enough)
            throws SourceUnavailableException, IOException {
        if (GitRefs.isCommitId(ref)) {
            ObjectId id = commitId(ref);
            if (fullHistory || !has(id)) {
                fetchCommit(id, fullHistory);
            }
            return settled(new Fetched(parse(id, ref).copy(), null, null, true));
        }
        Ref found = fetchNamed(ref, fullHistory, enough);
        if (found == null) {
            return known;
        }
        RevCommit commit = parse(found.getObjectId(), ref);
        return settled(new Fetched(commit.copy(), branch(found), found, true));
    }

    private Fetched settled(Fetched fetched) throws IOException {
        point(repository, fetched);
        return fetched;
    }

    /** Has a repository's refs name what was fetched, and no more. */
    static void point(Repository repository, Fetched fetched) throws IOException {
        Ref ref = fetched.ref();
        if (fetched.branch() == null) {
            if (ref != null) {
                link(repository, ref.getName(), ref.getObjectId());
            }
            RefUpdate head = repository.updateRef(Constants.HEAD, true);
            head.setNewObjectId(fetched.commit());
            head.disableRefLog();
            head.forceUpdate();
            return;
        }
        String tracking =
                Constants.R_REMOTES + Constants.DEFAULT_REMOTE_NAME + "/" + fetched.branch();
        link(repository, tracking, fetched.commit());
        link(repository, ref.getName(), fetched.commit());
        RefUpdate head = repository.updateRef(Constants.HEAD);
        head.disableRefLog();
        head.link(ref.getName());
    }

    private static String branch(Ref ref) {
        return ref.getName().startsWith(Constants.R_HEADS)
                ? Repository.shortenRefName(ref.getName())
                : null;
    }

    // Null where it was left at the commit.
    private Ref fetchNamed(String ref, boolean fullHistory, Enough enough)
            throws SourceUnavailableException, IOException {
        List<String> candidates =
                ref.startsWith(Constants.R_REFS)
                        ? List.of(ref)
                        : List.of(Constants.R_HEADS + ref, Constants.R_TAGS + ref);
        try (Transport transport = transports.open(repository, url)) {
            Ref found;
            if (!fullHistory) {
                transport.setDepth(1);
            }
            List<RefSpec> wanted = candidates.stream().map(RefSpec::new).toList();
            try (FetchConnection connection = transport.openFetch(wanted)) {
                found =
                        candidates.stream()
                                .map(connection::getRef)
                                .filter(r -> r != null && r.getObjectId() != null)
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new SourceUnavailableException(
                                                        "The repository has no branch or tag '"
                                                                + ref
                                                                + "'"));
                if (isEnough(found, enough)) {
                    return null;
                }
                receive(connection, found);
            }
            if (fullHistory) {
                fetchEverything(transport);
            }
            return found;
        }
    }

    private boolean isEnough(Ref found, Enough enough) throws IOException {
        if (branch(found) == null) {
            return false;
        }
        known = new Fetched(found.getObjectId().copy(), branch(found), found, false);
        return enough.isIt(known);
    }

    private void fetchCommit(ObjectId id, boolean fullHistory)
            throws SourceUnavailableException, IOException {
        if (!fullHistory) {
            try (Transport transport = transports.open(repository, url)) {
                transport.setDepth(1);
                try (FetchConnection connection = transport.openFetch()) {
                    receive(
                            connection,
                            new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, id.name(), id));
                }
            } catch (TransportException e) {
                if (!isRefusedWant(e) && !isLocal()) {
                    throw e;
                }
                // A thread of ours that serves a local repository just breaks off. And many servers
                // give only what a branch or tag names: fetch these, with history.
            }
        }
        if (fullHistory || !has(id)) {
            try (Transport transport = transports.open(repository, url)) {
                transport.setDepth(Integer.MAX_VALUE);
                fetchEverything(transport);
            }
        }
    }

    private void fetchEverything(Transport transport) throws IOException {
        transport.setRemoveDeletedRefs(true);
        transport.fetch(watch, EVERYTHING);
    }

    private void receive(FetchConnection connection, Ref wanted) throws IOException {
        try {
            connection.fetch(watch, List.of(wanted), Set.of());
        } finally {
            for (PackLock lock : connection.getPackLocks()) {
                lock.unlock();
            }
        }
        watch.throwIfCancelled();
    }

    private static void link(Repository repository, String name, ObjectId id) throws IOException {
        RefUpdate update = repository.updateRef(name);
        update.setNewObjectId(id);
        update.disableRefLog();
        update.forceUpdate();
    }

    private boolean isLocal() {
        return url.startsWith("file:");
    }

    private boolean has(ObjectId id) throws IOException {
        return repository.getObjectDatabase().has(id);
    }

    private RevCommit parse(ObjectId id, String ref)
            throws SourceUnavailableException, IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(id);
        } catch (MissingObjectException e) {
            throw new SourceUnavailableException("The repository has no commit " + ref, e);
        } catch (IncorrectObjectTypeException e) {
            throw new SourceUnavailableException("'" + ref + "' does not name a commit", e);
        }
    }

    private static ObjectId commitId(String ref) throws SourceUnavailableException {
        if (!ObjectId.isId(ref)) {
            throw new SourceUnavailableException(
                    "Commit ids of SHA-256 repositories are not supported");
        }
        return ObjectId.fromString(ref.toLowerCase(Locale.ROOT));
    }

    /** Whether the server answered, but would not give what was asked for. */
    private static boolean isRefusedWant(TransportException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof RemoteRepositoryException
                || e.getCause() instanceof RemoteRepositoryException
                || message.contains("not our ref")
                || message.contains("unadvertised object");
    }

    /**
     * What was fetched.
     *
     * @param branch null where the ref is none
     * @param ref as the server has it; null where a commit was asked for
     * @param complete whether the commit and its files are there
     */
    record Fetched(ObjectId commit, String branch, Ref ref, boolean complete) {}

    /** Whether somebody needs no more than to know the commit. */
    interface Enough {
        boolean isIt(Fetched known) throws IOException;
    }
}
