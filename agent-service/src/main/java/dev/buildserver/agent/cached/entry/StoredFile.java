package dev.buildserver.agent.cached.entry;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A file that an action wrote.
 *
 * @param path in the tree
 * @param sha256 its content
 * @param program whether it may be executed
 * @param from the project whose file this is a copy of; null where it is none. Whoever uses the
 *     entry takes what that project has under {@code fromPath} then.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredFile(
        String path, String sha256, boolean program, String from, String fromPath) {

    /** Not copied from anywhere. */
    public static StoredFile own(String path, String sha256, boolean program) {
        return new StoredFile(path, sha256, program, null, null);
    }

    /** What a tree with it has there, as one word. */
    public String state() {
        return sha256 + (program ? "x" : "");
    }

    /** The same file as a copy. */
    public StoredFile copyOf(String project, String file) {
        return new StoredFile(path, sha256, program, project, file);
    }

    /** The same file with what its origin has now. */
    public StoredFile holding(StoredFile origin) {
        return new StoredFile(path, origin.sha256, origin.program, from, fromPath);
    }
}
