package dev.buildserver.artifact.catalog.panache;

import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "artifact")
class ArtifactRow {
    @Id
    @Column(name = "artifact_id")
    UUID artifactId;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "attempt_uid")
    AttemptRow attempt;

    String path;
    String name;

    @Enumerated(EnumType.STRING)
    ArtifactKind kind;

    @Column(name = "size_bytes")
    long sizeBytes;

    @Column(name = "content_type")
    String contentType;

    String sha256;

    @Column(name = "created_at")
    Instant createdAt;

    static ArtifactRow of(ArtifactMetadata artifact, AttemptRow attempt) {
        ArtifactRow row = new ArtifactRow();
        row.artifactId = artifact.artifactId();
        row.attempt = attempt;
        row.path = artifact.path();
        row.name = artifact.name();
        row.kind = artifact.kind();
        row.sizeBytes = artifact.sizeBytes();
        row.contentType = artifact.contentType();
        row.sha256 = artifact.sha256();
        row.createdAt = artifact.createdAt();
        return row;
    }

    ArtifactMetadata toMetadata() {
        return new ArtifactMetadata(
                artifactId,
                attempt.attemptUid,
                attempt.buildId,
                attempt.tenant,
                name,
                path,
                kind,
                sizeBytes,
                contentType,
                sha256,
                createdAt);
    }
}
