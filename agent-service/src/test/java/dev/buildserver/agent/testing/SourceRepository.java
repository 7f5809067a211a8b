package dev.buildserver.agent.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/** A real repository with a work tree, for tests to commit to. Its first branch is main. */
public final class SourceRepository implements AutoCloseable {
    private static final PersonIdent AUTHOR = new PersonIdent("Author", "author@example.com");

    private final Path folder;
    private final Git git;
    private final Map<String, String> submodules = new TreeMap<>();

    public SourceRepository(Path folder) throws GitAPIException {
        this.folder = folder;
        this.git = Git.init().setInitialBranch("main").setDirectory(folder.toFile()).call();
    }

    public Path folder() {
        return folder;
    }

    public Git git() {
        return git;
    }

    public SourceRepository write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Commits the whole work tree, removals included; answers the commit id. */
    public String commit(String message) throws GitAPIException, IOException {
        git.add().addFilepattern(".").call();
        git.add().setUpdate(true).addFilepattern(".").call();
        linkSubmodules();
        return git.commit()
                .setMessage(message)
                .setAuthor(AUTHOR)
                .setCommitter(AUTHOR)
                .setSign(false)
                .call()
                .name();
    }

    /** Adds a submodule to the next commits, without a clone. */
    public SourceRepository submodule(String path, String url, String commit) throws IOException {
        Files.writeString(
                folder.resolve(".gitmodules"),
                (Files.exists(folder.resolve(".gitmodules"))
                                ? Files.readString(folder.resolve(".gitmodules"))
                                : "")
                        + "[submodule \""
                        + path
                        + "\"]\n\tpath = "
                        + path
                        + "\n\turl = "
                        + url
                        + "\n");
        submodules.put(path, commit);
        return this;
    }

    private void linkSubmodules() throws IOException {
        DirCache index = git.getRepository().lockDirCache();
        DirCacheEditor editor = index.editor();
        submodules.forEach(
                (path, commit) ->
                        editor.add(
                                new DirCacheEditor.PathEdit(path) {
                                    @Override
                                    public void apply(DirCacheEntry entry) {
                                        entry.setFileMode(FileMode.GITLINK);
                                        entry.setObjectId(ObjectId.fromString(commit));
                                    }
                                }));
        editor.commit();
    }

    @Override
    public void close() {
        git.close();
    }
}
