package dev.buildserver.cache.nuget;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A package as addresses name it: lower case, the version normalised.
 *
 * @param version such as {@code 1.0.0-beta}
 */
record PackageName(String id, String version) {
    private static final Pattern ID = Pattern.compile("[a-z0-9_][a-z0-9_.-]{0,127}");
    private static final Pattern VERSION = Pattern.compile("[0-9][0-9a-z.+-]{0,127}");

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED} for what can't be a name
     */
    static PackageName of(String id, String version) {
        String lower = version.toLowerCase(Locale.ROOT);
        if (!VERSION.matcher(lower).matches()) {
            throw invalid("version");
        }
        return new PackageName(checkedId(id), lower);
    }

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED} for what can't be an id
     */
    static String checkedId(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        if (!ID.matcher(lower).matches() || lower.contains("..")) {
            throw invalid("id");
        }
        return lower;
    }

    /** Name of its file: {@code id.version.nupkg}. */
    String fileName() {
        return id + "." + version + ".nupkg";
    }

    private static BuildServerException invalid(String part) {
        return BuildServerException.invalid(
                List.of(new Violation(part, "is not a package's " + part)));
    }
}
