package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What a repository that has been used before tells of itself after a fetch. A build may ask Git
 * for the tags and the number of commits, and is to hear what it would in a fresh clone: nothing of
 * other branches and tags that were built in the tree, or that a build made there.
 */
final class FetchedRefs {
    private static final String OF_BRANCHES =
            Constants.R_REMOTES + Constants.DEFAULT_REMOTE_NAME + "/";

    private final Repository repository;
    private final RefFetch.Fetched fetched;
    private final boolean fullHistory;

    /**
     * @param fullHistory whether all commits, branches and tags were fetched
     */
    FetchedRefs(Repository repository, RefFetch.Fetched fetched, boolean fullHistory) {
        this.repository = repository;
        this.fetched = fetched;
        this.fullHistory = fullHistory;
    }

    /**
     * Removes refs of earlier builds.
     *
     * @throws IOException more is known of the commit's history than a fresh clone would have, or a
     *     ref can't be removed
     */
    void settle() throws IOException {
        if (!fullHistory && !isShallow()) {
            throw new IOException("it knows more of the history than this build is to see");
        }
        for (Ref ref : repository.getRefDatabase().getRefs()) {
            String name = ref.getName();
            if (name.startsWith(Constants.R_REFS) && !isOfFetch(name)) {
                remove(name);
            }
        }
    }

    private boolean isShallow() throws IOException {
        try (RevWalk commits = new RevWalk(repository)) {
            return repository.getObjectDatabase().getShallowCommits().contains(fetched.commit())
                    || commits.parseCommit(fetched.commit()).getParentCount() == 0;
        }
    }

    // With the full history, those of the server that have gone went with the fetch.
    private boolean isOfFetch(String name) {
        Set<String> kept = new HashSet<>();
        if (fetched.ref() != null) {
            kept.add(fetched.ref().getName());
        }
        if (fetched.branch() != null) {
            kept.add(OF_BRANCHES + fetched.branch());
        }
        return kept.contains(name)
                || fullHistory
                        && (name.startsWith(OF_BRANCHES) || name.startsWith(Constants.R_TAGS));
    }

    private void remove(String name) throws IOException {
        RefUpdate update = repository.updateRef(name, true);
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.delete();
        if (result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.FAST_FORWARD
                && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("its ref " + name + " can't be removed: " + result);
        }
    }
}
