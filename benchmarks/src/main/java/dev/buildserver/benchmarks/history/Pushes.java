package dev.buildserver.benchmarks.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Reads a history as pushes. The first parents are the main branch; what a merge brought from its
 * other parents was a pull request until then.
 */
final class Pushes {
    private Pushes() {}

    /**
     * The last pushes, the oldest first, each after those that it builds on.
     *
     * @param tip the newest commit of the main branch
     * @param most how many
     */
    static List<Push> of(Repository repository, ObjectId tip, int most) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.COMMIT_TIME_DESC, true);
            walk.markStart(walk.parseCommit(tip));
            List<RevCommit> newestFirst = new ArrayList<>();
            for (RevCommit commit : walk) {
                if (newestFirst.size() == most) {
                    break;
                }
                newestFirst.add(commit);
            }
            Set<ObjectId> main = firstParents(newestFirst, tip);
            Map<ObjectId, Integer> requests = pullRequests(newestFirst, main);
            List<Push> pushes = new ArrayList<>();
            for (RevCommit commit : newestFirst) {
                Integer request = requests.get(commit);
                pushes.add(
                        new Push(
                                commit.name(),
                                request == null ? Push.MAIN : Push.pullRequest(request),
                                commit.getShortMessage()));
            }
            Collections.reverse(pushes);
            return pushes;
        }
    }

    private static Set<ObjectId> firstParents(List<RevCommit> newestFirst, ObjectId tip) {
        Set<ObjectId> main = new HashSet<>();
        ObjectId next = tip;
        for (RevCommit commit : newestFirst) {
            if (commit.equals(next)) {
                main.add(commit.copy());
                next = commit.getParentCount() == 0 ? null : commit.getParent(0);
            }
        }
        return main;
    }

    // By the merge that brought a commit to the main branch first: newer ones are overwritten.
    private static Map<ObjectId, Integer> pullRequests(
            List<RevCommit> newestFirst, Set<ObjectId> main) {
        Map<ObjectId, Integer> requests = new HashMap<>();
        Map<ObjectId, RevCommit> known = new HashMap<>();
        newestFirst.forEach(commit -> known.put(commit, commit));
        int number = 0;
        for (RevCommit merge : newestFirst) {
            if (!main.contains(merge)) {
                continue;
            }
            for (int parent = 1; parent < merge.getParentCount(); parent++) {
                mark(merge.getParent(parent), ++number, main, known, requests);
            }
        }
        return requests;
    }

    private static void mark(
            RevCommit head,
            int number,
            Set<ObjectId> main,
            Map<ObjectId, RevCommit> known,
            Map<ObjectId, Integer> requests) {
        List<RevCommit> open = new ArrayList<>(List.of(head));
        Set<ObjectId> seen = new HashSet<>();
        while (!open.isEmpty()) {
            RevCommit commit = known.get(open.remove(open.size() - 1));
            if (commit != null && !main.contains(commit) && seen.add(commit)) {
                requests.put(commit, number);
                open.addAll(List.of(commit.getParents()));
            }
        }
    }
}
