-- Why: people ask why a project of a build was not found in the cache (see ADR 24).

ALTER TABLE attempt ADD COLUMN cache_report jsonb;
COMMENT ON COLUMN attempt.cache_report IS 'What the cache did for restore and each project, as the agent told; NULL where it had no part';
