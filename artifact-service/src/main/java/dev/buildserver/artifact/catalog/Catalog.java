package dev.buildserver.artifact.catalog;

import dev.buildserver.contract.artifact.ArtifactMetadata;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Attempts and their artifacts. Each call runs in the caller's transaction, which it needs. Locks
 * are held until the transaction ends; whoever changes an attempt or its artifacts holds its lock.
 */
public interface Catalog {
    /** Locks an attempt, which is made when it is missing. */
    Attempt lock(AttemptOwner owner);

    /** Locks an attempt; empty when nothing is known of it. */
    Optional<Attempt> lock(UUID attemptUid);

    /** Locks an attempt, of which a tombstone is made when it is missing. */
    Attempt lockOrBury(UUID attemptUid);

    Optional<Attempt> attempt(UUID attemptUid);

    /** Writes a changed attempt that the caller has locked. */
    void update(Attempt attempt);

    void add(ArtifactMetadata artifact);

    /** Of attempts that were not deleted. */
    Optional<ArtifactMetadata> artifact(UUID artifactId);

    Optional<ArtifactMetadata> artifact(UUID attemptUid, String path);

    /** Ordered by path. */
    List<ArtifactMetadata> artifacts(UUID attemptUid);

    /** Those of the digests that an artifact of the tenant has. */
    Set<String> stored(String tenant, Collection<String> digests);

    /** The artifact of the tenant that was made last with that content. */
    Optional<ArtifactMetadata> newest(String tenant, String sha256, long sizeBytes);

    void removeArtifacts(UUID attemptUid);

    /** Those of the ids that belong to an artifact. */
    Set<UUID> known(Collection<UUID> artifactIds);

    /**
     * Removes tombstones.
     *
     * @return how many
     */
    long removeTombstones(Instant deletedBefore);
}
