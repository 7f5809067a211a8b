package dev.buildserver.cache.nuget;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A feed that this service asks. */
interface PackageSource {
    /** For people, and for names in the store. */
    String address();

    /**
     * The versions of a package, normalised, lower case; empty when it has none.
     *
     * @param known what was found before, or null
     * @throws IOException when the source does not answer as it should
     */
    Optional<Versions> versions(String id, Versions known) throws IOException;

    /**
     * Opens a package; empty when it has none of that name.
     *
     * @throws IOException when the source does not answer as it should
     */
    Optional<InputStream> open(PackageName name) throws IOException;

    /**
     * Versions as a source told them.
     *
     * @param etag by which the source can tell that nothing changed; may be null
     */
    record Versions(List<String> versions, String etag) {}
}
