-- Why: operators bound how many builds of a project or tenant run at the same time, take agents out
-- of service, and waiting builds end when they wait too long or a newer one takes their place.

CREATE TABLE quota (
    scope   text NOT NULL CHECK (scope IN ('PROJECT', 'TENANT')),
    tenant  text NOT NULL,
    project text NOT NULL DEFAULT '',
    max     int CHECK (max >= 0),
    used    int NOT NULL CHECK (used >= 0),
    PRIMARY KEY (scope, tenant, project),
    CHECK ((scope = 'TENANT') = (project = ''))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
COMMENT ON TABLE quota IS 'Limits of leased tasks; who has no row has no limit. Locked after build and task, in the order of the key';
COMMENT ON COLUMN quota.max IS 'NULL: the default of the service''s configuration';
COMMENT ON COLUMN quota.used IS 'Leased tasks; changed in the transactions that grant and end leases';

CREATE TABLE superseding (
    build_id uuid PRIMARY KEY REFERENCES build
);
COMMENT ON TABLE superseding IS 'Builds whose older equals are still to be cancelled; written with the build';

ALTER TABLE task
    ADD COLUMN queue_deadline timestamptz;
COMMENT ON COLUMN task.queue_deadline IS 'A build whose first attempt has not begun by then is cancelled; NULL: it may wait for ever';
CREATE INDEX task_queue_deadline ON task (queue_deadline)
    WHERE status = 'READY' AND attempt_no = 0 AND queue_deadline IS NOT NULL;
CREATE INDEX task_not_begun ON task (tenant, project) WHERE status = 'READY' AND attempt_no = 0;

ALTER TABLE agent
    ADD COLUMN mode_reason    text,
    ADD COLUMN mode_by        text,
    ADD COLUMN mode_since     timestamptz,
    ADD COLUMN drain_deadline timestamptz;
COMMENT ON COLUMN agent.mode_reason IS 'Why it is in maintenance, for people; NULL when it is not';
COMMENT ON COLUMN agent.mode_by IS 'Who put it there';
COMMENT ON COLUMN agent.drain_deadline IS 'From then on what it runs is handed back; NULL: it may finish';
