package dev.buildserver.agent.cached.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A file, folder or link of a tree. */
final class Node {
    private enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    /** No tree finds that again. */
    private static final String GONE = "gone";

    private final Kind kind;
    private final Path file;
    private final String target;
    private String state;

    private Node(Kind kind, Path file, String target, String state) {
        this.kind = kind;
        this.file = file;
        this.target = target;
        this.state = state;
    }

    static Node folder() {
        return new Node(Kind.FOLDER, null, null, "D");
    }

    static Node known(String sha256) {
        return new Node(Kind.FILE, null, null, Objects.requireNonNull(sha256));
    }

    static Node link(String target) {
        return new Node(Kind.LINK, null, TreePath.encode(target), null);
    }

    static Node of(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(file).toString();
            return new Node(Kind.LINK, file, TreePath.encode(target), null);
        }
        return attributes.isRegularFile()
                ? new Node(Kind.FILE, file, null, null)
                : new Node(Kind.OTHER, file, null, "?");
    }

    /** The same, its content known. */
    Node holding(String known) {
        return kind == Kind.FILE ? new Node(kind, file, null, known) : this;
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    boolean isLink() {
        return kind == Kind.LINK;
    }

    /** What a listing tells of it beside its name: nothing of a file. */
    String mark() {
        return switch (kind) {
            case FILE -> "";
            case FOLDER -> "/";
            case LINK -> "@";
            case OTHER -> "?";
        };
    }

    String target() {
        return target;
    }

    static String stateOf(Path file) throws IOException {
        return Sha256.of(file) + (Files.isExecutable(file) ? "x" : "");
    }

    /** Read once. */
    String state() throws IOException {
        if (state == null) {
            try {
                state = stateOf(file);
            } catch (NoSuchFileException e) {
                // Whoever removed it changed it; what it was, nobody asked in time.
                state = GONE;
            }
        }
        return state;
    }
}
