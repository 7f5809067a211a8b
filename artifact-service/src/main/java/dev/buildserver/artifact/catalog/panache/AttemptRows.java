package dev.buildserver.artifact.catalog.panache;

import dev.buildserver.artifact.catalog.AttemptState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AttemptRows implements PanacheRepositoryBase<AttemptRow, UUID> {
    // Two first uploads of an attempt come at the same time: the loser of the insertion waits for
    // the lock.
    private static final String INSERT =
            "INSERT INTO artifact.attempt (attempt_uid, build_id, tenant, state, created_at,"
                    + " changed_at) VALUES (:attempt, :build, :tenant, :state, :now, :now)"
                    + " ON CONFLICT DO NOTHING";

    void insertIfMissing(
            UUID attemptUid, UUID buildId, String tenant, AttemptState state, Instant now) {
        getEntityManager()
                .createNativeQuery(INSERT)
                .setParameter("attempt", attemptUid)
                .setParameter("build", buildId)
                .setParameter("tenant", tenant)
                .setParameter("state", state.name())
                .setParameter("now", now)
                .executeUpdate();
    }

    Optional<AttemptRow> lock(UUID attemptUid) {
        return findByIdOptional(attemptUid, LockModeType.PESSIMISTIC_WRITE);
    }

    long deleteTombstones(Instant before) {
        return delete("state = ?1 and changedAt < ?2", AttemptState.DELETED, before);
    }
}
