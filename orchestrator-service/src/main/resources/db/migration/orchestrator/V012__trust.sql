-- Why: whether a build's outputs may serve others was worked out when its lease was granted, so a
-- change of the settings, or a retry, could raise it after the fact (see ADR 38).

ALTER TABLE build ADD COLUMN trusted boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN build.trusted IS 'Whether the ref could be pushed only by those who may push to the project; decided at submission, for good';

-- As it was worked out until now. A replica of the version before, which names no value, makes
-- builds that nobody trusts.
UPDATE build SET trusted = true
WHERE git_ref ~ '^refs/(heads|tags)/'
   OR (git_ref !~ '^refs/' AND git_ref !~ '^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$');
