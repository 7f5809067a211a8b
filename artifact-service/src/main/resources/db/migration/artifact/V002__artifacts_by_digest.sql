-- Agents ask which contents the tenant has before they upload them.

CREATE INDEX artifact_sha256_idx ON artifact (sha256);
