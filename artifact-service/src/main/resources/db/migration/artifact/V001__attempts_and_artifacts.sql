-- Artifacts belong to one attempt at a task. Attempts share neither rows nor object keys, so
-- nothing that a lost attempt does can touch what another one made.

CREATE TABLE attempt (
    attempt_uid     UUID PRIMARY KEY,
    build_id        UUID,
    tenant          TEXT,
    state           TEXT NOT NULL CHECK (state IN ('STAGED', 'SEALED', 'PUBLISHED', 'DELETED')),
    artifact_count  INTEGER NOT NULL DEFAULT 0 CHECK (artifact_count >= 0),
    total_bytes     BIGINT NOT NULL DEFAULT 0 CHECK (total_bytes >= 0),
    manifest_digest TEXT,
    created_at      TIMESTAMPTZ NOT NULL,
    changed_at      TIMESTAMPTZ NOT NULL,
    CHECK (state = 'DELETED' OR (build_id IS NOT NULL AND tenant IS NOT NULL)),
    CHECK (state <> 'SEALED' OR manifest_digest IS NOT NULL)
);
COMMENT ON TABLE attempt IS 'One row per attempt that uploaded or sealed. Its lock orders uploads, seal and deletion';
COMMENT ON COLUMN attempt.state IS 'DELETED rows are tombstones: they refuse late uploads until they are pruned';
COMMENT ON COLUMN attempt.artifact_count IS 'Equals the number of artifact rows while not DELETED';
COMMENT ON COLUMN attempt.manifest_digest IS 'SHA-256 over the manifest, lower-case hexadecimal; NULL until sealed';
COMMENT ON COLUMN attempt.changed_at IS 'Time of the last change of state';

CREATE INDEX attempt_tombstone_idx ON attempt (changed_at) WHERE state = 'DELETED';

CREATE TABLE artifact (
    artifact_id  UUID PRIMARY KEY,
    attempt_uid  UUID NOT NULL REFERENCES attempt (attempt_uid),
    path         TEXT NOT NULL,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    size_bytes   BIGINT NOT NULL CHECK (size_bytes >= 0),
    content_type TEXT NOT NULL,
    sha256       TEXT NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    created_at   TIMESTAMPTZ NOT NULL,
    UNIQUE (attempt_uid, path)
);
COMMENT ON TABLE artifact IS 'A row exists only when the whole content is stored and its digest was checked';
COMMENT ON COLUMN artifact.path IS 'Relative, forward slashes; as the agent found it';
