package dev.buildserver.agent.packages;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A package of a version, as folders of packages and feeds name it: in lower case. */
record PackageId(String id, String version) {
    private static final Pattern PART = Pattern.compile("[a-z0-9_][a-z0-9_.+-]{0,127}");

    /** Empty for what can't be a package's. */
    static Optional<PackageId> of(String id, String version) {
        String lowerId = id.toLowerCase(Locale.ROOT);
        String lowerVersion = version.toLowerCase(Locale.ROOT);
        return PART.matcher(lowerId).matches() && PART.matcher(lowerVersion).matches()
                ? Optional.of(new PackageId(lowerId, lowerVersion))
                : Optional.empty();
    }

    /**
     * Empty for what can't be a package's.
     *
     * @param path id, slash, version
     */
    static Optional<PackageId> ofPath(String path) {
        int slash = path.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : of(path.substring(0, slash), path.substring(slash + 1));
    }

    String path() {
        return id + "/" + version;
    }

    /** Name of its file. */
    String file() {
        return id + "." + version + ".nupkg";
    }
}
