-- Why: an object for each batch cost a request to the object storage for each; the batches of all
-- attempts that come in at the same time now share one, a pack.

ALTER TABLE log_batch
    ADD COLUMN byte_offset bigint NOT NULL DEFAULT 0 CHECK (byte_offset >= 0),
    ADD COLUMN byte_length int CHECK (byte_length > 0);
COMMENT ON COLUMN log_batch.object_key IS 'The pack that holds its text, a gzip member of one JSON array per line; NULL when the batch has no log line';
COMMENT ON COLUMN log_batch.byte_offset IS 'Where its text begins in the pack';
COMMENT ON COLUMN log_batch.byte_length IS 'NULL: to the end of the object';
