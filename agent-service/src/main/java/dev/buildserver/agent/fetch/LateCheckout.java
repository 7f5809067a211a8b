package dev.buildserver.agent.fetch;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.contract.build.BuildJob;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * A commit that has been fetched and is not checked out. On disk are only those files at which the
 * agent itself looks, and processes that come up meanwhile.
 */
final class LateCheckout implements Checkout {
    private static final Set<String> LOOKED_AT =
            Set.of(
                    "global.json",
                    ".config",
                    "dotnet-tools.json",
                    "packages.lock.json",
                    "Directory.Build.rsp");

    private final Path root;
    private final Optional<Path> objects;
    private final String url;
    private final ObjectId commit;
    private final StopSignal stop;
    private final Tree tree;
    private boolean written;

    private LateCheckout(
            Path root,
            Optional<Path> objects,
            String url,
            ObjectId commit,
            StopSignal stop,
            Tree tree) {
        this.root = root;
        this.objects = objects;
        this.url = url;
        this.commit = commit;
        this.stop = stop;
        this.tree = tree;
    }

    /**
     * Puts it off.
     *
     * @param objects of the commit, where they are not in the repository's own folder
     * @param files of the commit
     * @return null where that can't be: the job names no plain file of the commit, or a file at
     *     which the agent looks is a link
     */
    static LateCheckout of(
            Repository repository,
            Optional<Path> objects,
            BuildJob job,
            ObjectId commit,
            CommitTree files,
            StopSignal stop)
            throws IOException {
        Map<String, BlobHashes.Written> early = new TreeMap<>(files.files());
        String solution = job.solutionPath().replace('\\', '/');
        if (!early.containsKey(solution) || files.hasLink(LOOKED_AT)) {
            return null;
        }
        early.keySet().removeIf(path -> !path.equals(solution) && !LOOKED_AT.contains(name(path)));
        Path root = repository.getWorkTree().toPath().toRealPath();
        LateCheckout checkout =
                new LateCheckout(
                        root, objects, job.repositoryUrl(), commit, stop, files.tree(root, commit));
        try (ObjectReader reader = repository.newObjectReader()) {
            for (Map.Entry<String, BlobHashes.Written> file : early.entrySet()) {
                checkout.early(file.getKey(), file.getValue(), reader);
            }
        }
        return checkout;
    }

    @Override
    public Tree tree() throws IOException {
        return written ? Tree.of(root, commit.name()) : tree;
    }

    @Override
    public boolean isWritten() {
        return written;
    }

    @Override
    public void write() throws IOException {
        if (written) {
            return;
        }
        if (objects.isPresent()) {
            GitFolder.addPacks(root, objects.get());
        }
        FetchWatch watch = new FetchWatch();
        StopSignal.Registration atStop = stop.onStop(watch::cancel);
        try (Repository repository = GitFolder.open(root, url)) {
            new WorkTree(repository, watch).checkOut(commit);
        } finally {
            atStop.close();
        }
        written = true;
    }

    // No link can be on the way: it would be in the commit, beside files below it.
    private void early(String path, BlobHashes.Written content, ObjectReader reader)
            throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            CommitTree.write(reader, content, out);
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
