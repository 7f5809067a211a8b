package dev.buildserver.artifact.catalog.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ArtifactRows implements PanacheRepositoryBase<ArtifactRow, UUID> {
    Optional<ArtifactRow> byId(UUID artifactId) {
        return find("from ArtifactRow r join fetch r.attempt where r.artifactId = ?1", artifactId)
                .firstResultOptional();
    }

    Optional<ArtifactRow> byPath(UUID attemptUid, String path) {
        return find(
                        "from ArtifactRow r join fetch r.attempt a"
                                + " where a.attemptUid = ?1 and r.path = ?2",
                        attemptUid,
                        path)
                .firstResultOptional();
    }

    List<ArtifactRow> ofAttempt(UUID attemptUid) {
        return list(
                "from ArtifactRow r join fetch r.attempt a where a.attemptUid = ?1", attemptUid);
    }

    void deleteOfAttempt(UUID attemptUid) {
        delete("attempt.attemptUid = ?1", attemptUid);
    }

    List<UUID> known(Collection<UUID> artifactIds) {
        return find("select r.artifactId from ArtifactRow r where r.artifactId in ?1", artifactIds)
                .project(UUID.class)
                .list();
    }
}
