package dev.buildserver.agent.fetch;

import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Fetches submodules, theirs included. Their URLs come from the repository, so they are checked
 * like a user's; their names are not used, and their paths are those of the tree, which Git has
 * checked.
 */
final class Submodules {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_COUNT = 200;
    private static final int MAX_FILE_BYTES = 1024 * 1024;

    private final GitTransports transports;
    private final FetchWatch watch;
    private final AttemptReport report;
    private final boolean keepOutputs;
    private int count;

    /**
     * @param keepOutputs whether outputs in submodules that are there already stay
     */
    Submodules(
            GitTransports transports, FetchWatch watch, AttemptReport report, boolean keepOutputs) {
        this.transports = transports;
        this.watch = watch;
        this.report = report;
        this.keepOutputs = keepOutputs;
    }

    /** Brings the submodules of a checked-out commit to the commits that it names. */
    void update(Repository parent, String parentUrl, ObjectId commit, boolean fullHistory)
            throws SourceUnavailableException, IOException {
        update(parent, parentUrl, commit, fullHistory, 1);
    }

    private void update(
            Repository parent, String parentUrl, ObjectId commit, boolean full, int depth)
            throws SourceUnavailableException, IOException {
        Map<String, ObjectId> links = links(parent, commit);
        if (links.isEmpty()) {
            return;
        }
        count += links.size();
        if (depth > MAX_DEPTH || count > MAX_COUNT) {
            throw new SourceUnavailableException(
                    "The repository has more than "
                            + MAX_COUNT
                            + " submodules, or they are nested more than "
                            + MAX_DEPTH
                            + " deep");
        }
        Map<String, String> urls = urls(parent, commit);
        for (Map.Entry<String, ObjectId> link : links.entrySet()) {
            String path = link.getKey();
            String url = urls.get(path);
            if (url == null) {
                report.log(LogLevel.WARN, "Submodule " + path + " has no URL in .gitmodules");
            } else {
                Path folder = parent.getWorkTree().toPath().resolve(path);
                try {
                    fetch(folder, path, resolve(parentUrl, url), link.getValue(), full, depth);
                } catch (SourceUnavailableException e) {
                    throw new SourceUnavailableException(
                            "Submodule " + path + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void fetch(
            Path folder, String path, String url, ObjectId commit, boolean full, int depth)
            throws SourceUnavailableException, IOException {
        report.log(LogLevel.INFO, "Submodule " + path + " at " + commit.name());
        try (Repository repository = GitFolder.open(folder, url)) {
            new RefFetch(transports, repository, url, watch)
                    .fetch(commit.name(), full, known -> false);
            WorkTree tree = new WorkTree(repository, watch);
            tree.checkOut(commit);
            tree.clean(keepOutputs);
            LfsPointers.report(repository, path + "/", report);
            update(repository, url, commit, full, depth + 1);
        }
    }

    private static Map<String, ObjectId> links(Repository repository, ObjectId commit)
            throws IOException {
        Map<String, ObjectId> links = new TreeMap<>();
        try (RevWalk revisions = new RevWalk(repository);
                TreeWalk files = new TreeWalk(repository)) {
            files.addTree(revisions.parseCommit(commit).getTree());
            files.setRecursive(true);
            while (files.next()) {
                if (files.getFileMode(0) == FileMode.GITLINK) {
                    links.put(files.getPathString(), files.getObjectId(0));
                }
            }
        }
        return links;
    }

    private static Map<String, String> urls(Repository repository, ObjectId commit)
            throws IOException, SourceUnavailableException {
        Map<String, String> urls = new HashMap<>();
        try (RevWalk revisions = new RevWalk(repository)) {
            RevCommit parsed = revisions.parseCommit(commit);
            try (TreeWalk file =
                    TreeWalk.forPath(repository, Constants.DOT_GIT_MODULES, parsed.getTree())) {
                // From the tree and only if it is a file: a link could lead anywhere.
                if (file == null || !FileMode.REGULAR_FILE.equals(file.getFileMode(0))) {
                    return urls;
                }
                ObjectLoader content = repository.open(file.getObjectId(0));
                Config config = new Config();
                config.fromText(
                        new String(content.getBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8));
                for (String name : config.getSubsections("submodule")) {
                    urls.put(
                            config.getString("submodule", name, "path"),
                            config.getString("submodule", name, "url"));
                }
            }
        } catch (ConfigInvalidException e) {
            throw new SourceUnavailableException("The file .gitmodules is not valid", e);
        }
        return urls;
    }

    /** A URL as Git reads it: one that starts with a dot is relative to the repository's own. */
    static String resolve(String parentUrl, String url) throws SourceUnavailableException {
        if (!url.startsWith("./") && !url.startsWith("../")) {
            return url;
        }
        String base = parentUrl.replaceAll("/+$", "");
        String rest = url;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            if (rest.startsWith("../")) {
                int slash = base.lastIndexOf('/');
                if (slash <= base.indexOf("://") + 2) {
                    throw new SourceUnavailableException(
                            "The relative URL " + url + " leads out of its server");
                }
                base = base.substring(0, slash);
                rest = rest.substring(3);
            } else {
                rest = rest.substring(2);
            }
        }
        return base + "/" + rest;
    }
}
