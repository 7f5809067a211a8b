-- Why: the statements are compare-and-set, but a statement that forgets a condition, or a hand at the
-- console, could still revive what has ended. The pairs are those of the domain's sealed types
-- (TaskState, BuildState); a test holds the two together. They stand in the triggers' conditions, so
-- that a legal change never enters a function.

CREATE FUNCTION refuse_task_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'task %.% can''t go from % (version %, cancel requested: %, accepted: %) to % (version %, cancel requested: %, accepted: %)',
        OLD.build_id, OLD.task_no,
        OLD.status, OLD.version, OLD.cancel_requested, OLD.accepted_attempt,
        NEW.status, NEW.version, NEW.cancel_requested, NEW.accepted_attempt
        USING ERRCODE = 'check_violation', CONSTRAINT = 'task_transition', TABLE = 'task';
END $$;

CREATE FUNCTION refuse_build_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'build % can''t go from % (version %) to % (version %)',
        OLD.build_id, OLD.status, OLD.version, NEW.status, NEW.version
        USING ERRCODE = 'check_violation', CONSTRAINT = 'build_transition', TABLE = 'build';
END $$;

CREATE TRIGGER task_transition BEFORE UPDATE ON task FOR EACH ROW WHEN (
    NEW.version < OLD.version
    OR NEW.status <> OLD.status AND (
        NEW.version = OLD.version
        OR NEW.status NOT IN ('READY', 'LEASED', 'SUCCEEDED', 'FAILED', 'CANCELLED')
        OR OLD.status NOT IN ('BLOCKED', 'READY', 'LEASED')
        OR OLD.status = 'BLOCKED' AND NEW.status NOT IN ('READY', 'CANCELLED')
        OR OLD.status = 'READY' AND NEW.status NOT IN ('LEASED', 'CANCELLED'))
    OR OLD.cancel_requested AND NOT NEW.cancel_requested
    OR NEW.cancel_requested <> OLD.cancel_requested AND NEW.version = OLD.version
    OR OLD.accepted_attempt <> NEW.accepted_attempt
    OR OLD.accepted_attempt IS NOT NULL AND NEW.accepted_attempt IS NULL)
EXECUTE FUNCTION refuse_task_change();

CREATE TRIGGER build_transition BEFORE UPDATE ON build FOR EACH ROW WHEN (
    NEW.version < OLD.version
    OR NEW.status <> OLD.status AND (
        NEW.version = OLD.version
        OR OLD.status NOT IN ('WAITING', 'OPEN', 'CANCELLING')
        OR OLD.status = 'WAITING' AND NEW.status NOT IN ('OPEN', 'CANCELLING')
        OR OLD.status = 'OPEN' AND NEW.status NOT IN ('CANCELLING', 'SUCCEEDED', 'FAILED')
        OR OLD.status = 'CANCELLING' AND NEW.status <> 'CANCELLED'))
EXECUTE FUNCTION refuse_build_change();
