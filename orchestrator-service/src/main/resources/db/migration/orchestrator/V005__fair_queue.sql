-- Why: the index of ready tasks gives tenants and projects their turns, and prefers agents that hold
-- a repository already; what it needs for that stands in the task's row, so that an entry can be
-- made of each row that a statement returns.

ALTER TABLE task
    ADD COLUMN tenant   text,
    ADD COLUMN project  text,
    ADD COLUMN affinity text NOT NULL DEFAULT '';
UPDATE task t SET tenant = b.tenant, project = b.project FROM build b WHERE b.build_id = t.build_id;
ALTER TABLE task
    ALTER COLUMN tenant SET NOT NULL,
    ALTER COLUMN project SET NOT NULL;
COMMENT ON COLUMN task.affinity IS 'Key of the workspace that an agent may hold warm; empty: none';
