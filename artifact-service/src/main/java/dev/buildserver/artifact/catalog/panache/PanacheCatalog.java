package dev.buildserver.artifact.catalog.panache;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.artifact.catalog.AttemptOwner;
import dev.buildserver.artifact.catalog.AttemptState;
import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class PanacheCatalog implements Catalog {
    private final AttemptRows attempts;
    private final ArtifactRows artifacts;
    private final InstantSource clock;

    PanacheCatalog(AttemptRows attempts, ArtifactRows artifacts, InstantSource clock) {
        this.attempts = attempts;
        this.artifacts = artifacts;
        this.clock = clock;
    }

    @Override
    public Attempt lock(AttemptOwner owner) {
        attempts.insertIfMissing(
                owner.attemptUid(),
                owner.buildId(),
                owner.tenant(),
                AttemptState.STAGED,
                clock.instant());
        return lock(owner.attemptUid()).orElseThrow();
    }

    @Override
    public Optional<Attempt> lock(UUID attemptUid) {
        return attempts.lock(attemptUid).map(AttemptRow::toAttempt);
    }

    @Override
    public Attempt lockOrBury(UUID attemptUid) {
        attempts.insertIfMissing(attemptUid, null, null, AttemptState.DELETED, clock.instant());
        return lock(attemptUid).orElseThrow();
    }

    @Override
    public Optional<Attempt> attempt(UUID attemptUid) {
        return attempts.findByIdOptional(attemptUid).map(AttemptRow::toAttempt);
    }

    @Override
    public void update(Attempt attempt) {
        attempts.findById(attempt.attemptUid()).set(attempt, clock.instant());
    }

    @Override
    public void add(ArtifactMetadata artifact) {
        artifacts.persist(ArtifactRow.of(artifact, attempts.findById(artifact.attemptUid())));
    }

    @Override
    public Optional<ArtifactMetadata> artifact(UUID artifactId) {
        return artifacts.byId(artifactId).map(ArtifactRow::toMetadata);
    }

    @Override
    public Optional<ArtifactMetadata> artifact(UUID attemptUid, String path) {
        return artifacts.byPath(attemptUid, path).map(ArtifactRow::toMetadata);
    }

    @Override
    public List<ArtifactMetadata> artifacts(UUID attemptUid) {
        // Ordered here: the database's collation is not the order of the manifest.
        return artifacts.ofAttempt(attemptUid).stream()
                .map(ArtifactRow::toMetadata)
                .sorted(Comparator.comparing(ArtifactMetadata::path))
                .toList();
    }

    @Override
    public Set<String> stored(String tenant, Collection<String> digests) {
        return Set.copyOf(artifacts.stored(tenant, digests));
    }

    @Override
    public Optional<ArtifactMetadata> newest(String tenant, String sha256, long sizeBytes) {
        return artifacts.newest(tenant, sha256, sizeBytes).map(ArtifactRow::toMetadata);
    }

    @Override
    public void removeArtifacts(UUID attemptUid) {
        artifacts.deleteOfAttempt(attemptUid);
    }

    @Override
    public Set<UUID> known(Collection<UUID> artifactIds) {
        return Set.copyOf(artifacts.known(artifactIds));
    }

    @Override
    public long removeTombstones(Instant deletedBefore) {
        return attempts.deleteTombstones(deletedBefore);
    }
}
