package dev.buildserver.artifact.catalog.panache;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ArtifactRows implements PanacheRepositoryBase<ArtifactRow, UUID> {
    // A content that many builds made has many rows; the first of them is enough.
    private static final String STORED =
            "SELECT digest FROM unnest(CAST(:digests AS text[])) AS digest WHERE EXISTS (SELECT 1"
                    + " FROM artifact.artifact a JOIN artifact.attempt t USING (attempt_uid)"
                    + " WHERE a.sha256 = digest AND t.tenant = :tenant)";

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

    List<String> stored(String tenant, Collection<String> digests) {
        return getSession()
                .createNativeQuery(STORED, String.class)
                .setParameter("digests", digests.toArray(String[]::new))
                .setParameter("tenant", tenant)
                .getResultList();
    }

    Optional<ArtifactRow> newest(String tenant, String sha256, long sizeBytes) {
        return find(
                        "from ArtifactRow r join fetch r.attempt a where a.tenant = ?1"
                                + " and r.sha256 = ?2 and r.sizeBytes = ?3"
                                + " order by r.createdAt desc",
                        tenant,
                        sha256,
                        sizeBytes)
                .firstResultOptional();
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
