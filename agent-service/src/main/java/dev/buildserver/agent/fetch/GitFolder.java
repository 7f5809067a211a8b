package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/**
 * The {@code .git} folder of a work tree. A build can write to it: whatever in it could make Git
 * run something, or look elsewhere, is replaced each time it is opened.
 */
final class GitFolder {
    /** Where packs lie in a folder of objects. */
    static final String PACKS = "pack";

    private static final List<String> NOT_OURS =
            List.of(
                    "hooks",
                    "modules",
                    "worktrees",
                    "commondir",
                    "config.worktree",
                    "gitdir",
                    "info",
                    "objects/info/alternates",
                    "objects/info/http-alternates",
                    "index.lock",
                    "HEAD.lock",
                    "shallow.lock",
                    "packed-refs.lock");

    private GitFolder() {}

    /** Whether a repository is there, as a folder of its own. */
    static boolean exists(Path tree) {
        Path folder = tree.resolve(Constants.DOT_GIT);
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(folder.resolve("objects"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens the repository of a work tree, or makes an empty one. */
    static Repository open(Path tree, String url) throws IOException {
        return open(tree, url, Optional.empty());
    }

    /**
     * The same for a repository that has more objects than lie in the folder.
     *
     * @param objects a folder of objects that no build can write to
     */
    static Repository open(Path tree, String url, Optional<Path> objects) throws IOException {
        Path folder = tree.resolve(Constants.DOT_GIT);
        if (!exists(tree)) {
            FolderRemoval.remove(folder);
            Files.createDirectories(tree);
            try (Repository made = builder(tree, folder).build()) {
                made.create();
            }
        }
        for (String name : NOT_OURS) {
            FolderRemoval.remove(folder.resolve(name));
        }
        FolderRemoval.remove(folder.resolve(Constants.CONFIG));
        Files.writeString(folder.resolve(Constants.CONFIG), config(url).toText());
        FileRepositoryBuilder builder = builder(tree, folder);
        objects.ifPresent(more -> builder.addAlternateObjectDirectory(more.toFile()));
        return builder.setMustExist(true).build();
    }

    /** Copies packs of objects into the repository of a work tree. */
    static void addPacks(Path tree, Path objects) throws IOException {
        Path packs =
                Files.createDirectories(
                        tree.resolve(Constants.DOT_GIT).resolve(Constants.OBJECTS).resolve(PACKS));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(objects.resolve(PACKS))) {
            for (Path file : files) {
                Files.copy(
                        file,
                        packs.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static FileRepositoryBuilder builder(Path tree, Path folder) {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).setWorkTree(tree.toFile());
    }

    private static Config config(String url) {
        Config config = new Config();
        config.setInt("core", null, "repositoryformatversion", 0);
        config.setBoolean("core", null, "bare", false);
        config.setBoolean("core", null, "filemode", FS.DETECTED.supportsExecute());
        config.setBoolean("core", null, "symlinks", FS.DETECTED.supportsSymlinks());
        config.setBoolean("core", null, "logallrefupdates", false);
        config.setString("remote", Constants.DEFAULT_REMOTE_NAME, "url", url);
        config.setString(
                "remote",
                Constants.DEFAULT_REMOTE_NAME,
                "fetch",
                "+refs/heads/*:refs/remotes/origin/*");
        return config;
    }
}
