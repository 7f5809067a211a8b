-- What attempts tell while they run. It belongs to the attempt and stays readable however that ends.
-- No foreign keys to attempt: that row is written when the attempt ends.

CREATE TABLE log_batch (
    attempt_uid uuid NOT NULL,
    batch_no    int NOT NULL CHECK (batch_no > 0),
    object_key  text,
    first_line  bigint NOT NULL CHECK (first_line > 0),
    lines       int NOT NULL CHECK (lines >= 0),
    crc32c      bigint NOT NULL,
    stored_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (attempt_uid, batch_no),
    CHECK ((lines > 0) = (object_key IS NOT NULL))
);
COMMENT ON TABLE log_batch IS 'Index of the log text, which is in object storage; batches have no hole';
COMMENT ON COLUMN log_batch.object_key IS 'Gzip of one JSON array per line; NULL when the batch has no log line';
COMMENT ON COLUMN log_batch.first_line IS 'Number of its first line within the attempt, from 1';

CREATE TABLE stage (
    attempt_uid uuid NOT NULL,
    name        text NOT NULL,
    status      text NOT NULL,
    started_at  timestamptz,
    ended_at    timestamptz,
    message     text,
    warnings    int,
    errors      int,
    PRIMARY KEY (attempt_uid, name)
);

CREATE TABLE attempt_source (
    attempt_uid uuid PRIMARY KEY,
    commit_id   text NOT NULL,
    branch      text
);
COMMENT ON TABLE attempt_source IS 'What the ref was resolved to';

CREATE TABLE diagnostic (
    attempt_uid uuid NOT NULL,
    position    int NOT NULL,
    severity    text NOT NULL,
    code        text,
    message     text NOT NULL,
    file        text,
    line        int NOT NULL,
    col         int NOT NULL,
    project     text,
    PRIMARY KEY (attempt_uid, position)
);
COMMENT ON TABLE diagnostic IS 'At most 500 of an attempt';
