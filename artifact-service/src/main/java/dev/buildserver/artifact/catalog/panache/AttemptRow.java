package dev.buildserver.artifact.catalog.panache;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.artifact.catalog.AttemptState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "attempt")
class AttemptRow {
    @Id
    @Column(name = "attempt_uid")
    UUID attemptUid;

    @Column(name = "build_id")
    UUID buildId;

    String tenant;

    @Enumerated(EnumType.STRING)
    AttemptState state;

    @Column(name = "artifact_count")
    int artifactCount;

    @Column(name = "total_bytes")
    long totalBytes;

    @Column(name = "manifest_digest")
    String manifestDigest;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    Attempt toAttempt() {
        return new Attempt(
                attemptUid, buildId, tenant, state, artifactCount, totalBytes, manifestDigest);
    }

    void set(Attempt attempt, Instant now) {
        if (state != attempt.state()) {
            changedAt = now;
        }
        state = attempt.state();
        artifactCount = attempt.count();
        totalBytes = attempt.totalBytes();
        manifestDigest = attempt.manifestDigest();
    }
}
