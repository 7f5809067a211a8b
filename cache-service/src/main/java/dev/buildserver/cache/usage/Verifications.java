package dev.buildserver.cache.usage;

import java.time.Instant;
import java.util.Optional;

/** How often outputs were built again, by tenant. May be lost; counting begins anew then. */
public interface Verifications {
    /** Adds; when the record does not answer, nothing happens. */
    void add(String tenant, int verified, int mismatched);

    /** Empty when nothing was counted yet, or the record does not answer. */
    Optional<Counts> of(String tenant);

    /**
     * The numbers of a tenant.
     *
     * @param since when counting began
     */
    record Counts(long verified, long mismatched, Instant since) {}
}
