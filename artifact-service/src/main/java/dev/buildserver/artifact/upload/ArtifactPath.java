package dev.buildserver.artifact.upload;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths and names artifacts may have. People unpack and save them on any system. */
final class ArtifactPath {
    private static final int LONGEST_PATH = 512;
    private static final int LONGEST_NAME = 255;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private ArtifactPath() {}

    /** What is wrong with a path; empty when nothing is. */
    static Optional<String> check(String path) {
        if (path == null || path.isEmpty()) {
            return Optional.of("is needed");
        }
        if (path.length() > LONGEST_PATH) {
            return Optional.of("has more than " + LONGEST_PATH + " characters");
        }
        if (hasUnprintable(path)) {
            return Optional.of("must not have control characters");
        }
        if (path.indexOf('\\') >= 0) {
            return Optional.of("must have forward slashes only");
        }
        if (path.startsWith("/") || DRIVE.matcher(path).matches()) {
            return Optional.of("must be relative");
        }
        boolean badSegment =
                Arrays.stream(path.split("/", -1))
                        .anyMatch(s -> s.isEmpty() || s.equals(".") || s.equals(".."));
        return badSegment
                ? Optional.of("must not have empty segments, '.' or '..'")
                : Optional.empty();
    }

    /** What is wrong with a file name; empty when nothing is. */
    static Optional<String> checkName(String name) {
        if (name == null || name.isBlank()) {
            return Optional.of("must not be empty");
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.of("has more than " + LONGEST_NAME + " characters");
        }
        if (hasUnprintable(name)) {
            return Optional.of("must not have control characters");
        }
        return name.indexOf('/') >= 0
                        || name.indexOf('\\') >= 0
                        || name.equals(".")
                        || name.equals("..")
                ? Optional.of("must be a file name")
                : Optional.empty();
    }

    // Also halves of surrogate pairs: they have no UTF-8 form, so they would come back changed.
    private static boolean hasUnprintable(String text) {
        return text.codePoints()
                .anyMatch(
                        c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE);
    }
}
