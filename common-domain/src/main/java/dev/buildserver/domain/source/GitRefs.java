package dev.buildserver.domain.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a branch, a tag, a full ref name or a commit id may be written. */
public final class GitRefs {
    /** Longest name that is accepted, in bytes of UTF-8. */
    public static final int MAX_BYTES = 255;

    private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
    private static final String NOT_IN_NAMES = "~^:?*[\\";

    private GitRefs() {}

    /** Whether the ref is a full commit id (SHA-1 or SHA-256). */
    public static boolean isCommitId(String ref) {
        return COMMIT_ID.matcher(ref).matches();
    }

    /**
     * Whether only people who may push to the repository can have made what the ref names: a branch
     * or a tag, in full or by its short name. Others are the refs of pull requests and bare
     * commits, which may come from a fork.
     */
    public static boolean isBranchOrTag(String ref) {
        if (ref.startsWith("refs/")) {
            return ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/");
        }
        return !isCommitId(ref);
    }

    /**
     * What is wrong with the ref; empty when Git could have one of that name. The rules are those
     * of {@code git check-ref-format}, and no name may look like an option or a refspec.
     */
    public static Optional<String> objection(String ref) {
        if (ref.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (ref.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("must have at most " + MAX_BYTES + " bytes");
        }
        if (ref.startsWith("-") || ref.startsWith("+")) {
            return Optional.of("must not start with '-' or '+'");
        }
        if (ref.codePoints().anyMatch(GitRefs::isUnusable)) {
            return Optional.of("must not contain spaces, control characters or broken Unicode");
        }
        if (ref.chars().anyMatch(c -> NOT_IN_NAMES.indexOf(c) >= 0)) {
            return Optional.of("must not contain any of ~ ^ : ? * [ \\");
        }
        boolean badParts = List.of(ref.split("/", -1)).stream().anyMatch(GitRefs::isBadPart);
        if (badParts || ref.contains("..") || ref.contains("@{") || ref.equals("@")) {
            return Optional.of("must be a valid Git ref name or a full commit id");
        }
        return Optional.empty();
    }

    private static boolean isUnusable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.isWhitespace(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isBadPart(String part) {
        return part.isEmpty()
                || part.startsWith(".")
                || part.startsWith("-")
                || part.endsWith(".")
                || part.endsWith(".lock");
    }
}
