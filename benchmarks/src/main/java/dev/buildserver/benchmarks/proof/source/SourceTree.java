package dev.buildserver.benchmarks.proof.source;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The files of a commit, to be changed in memory. Not thread-safe. */
public final class SourceTree {
    private final TreeMap<String, SourceFile> files;

    public SourceTree() {
        this.files = new TreeMap<>();
    }

    private SourceTree(Map<String, SourceFile> files) {
        this.files = new TreeMap<>(files);
    }

    public SourceTree copy() {
        return new SourceTree(files);
    }

    /** All files by path, in order; not to be changed. */
    public Map<String, SourceFile> files() {
        return Collections.unmodifiableMap(files);
    }

    public boolean has(String path) {
        return files.containsKey(path);
    }

    /**
     * @throws IllegalArgumentException there is no such file
     */
    public SourceFile file(String path) {
        SourceFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        return file;
    }

    /** The content of a file as text. */
    public String text(String path) {
        return file(path).text();
    }

    /** Writes a plain file. */
    public SourceTree put(String path, String text) {
        return put(path, SourceFile.of(text));
    }

    public SourceTree put(String path, SourceFile file) {
        files.put(path, file);
        return this;
    }

    /** Replaces the text of a file, whose kind stays. */
    public SourceTree change(String path, UnaryOperator<String> change) {
        SourceFile before = file(path);
        return put(path, SourceFile.of(change.apply(before.text())).as(before.kind()));
    }

    public SourceTree remove(String path) {
        files.remove(path);
        return this;
    }

    /** Removes all files below a folder. */
    public SourceTree removeBelow(String folder) {
        files.keySet().removeIf(path -> path.startsWith(folder + "/"));
        return this;
    }

    /** Paths that match as a whole, in order. */
    public List<String> paths(Pattern pattern) {
        return files.keySet().stream().filter(p -> pattern.matcher(p).matches()).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceTree tree && files.equals(tree.files);
    }

    @Override
    public int hashCode() {
        return files.hashCode();
    }
}
