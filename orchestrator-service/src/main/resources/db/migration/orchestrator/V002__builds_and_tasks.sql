-- What is built. The statements over these tables are compare-and-set on status and version:
-- a task's row decides every question about the task, a build's row that of the build's end.

CREATE TABLE project (
    tenant            text NOT NULL,
    name              text NOT NULL,
    repository_url    text NOT NULL,
    last_build_number bigint NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, name)
);
COMMENT ON COLUMN project.repository_url IS 'Bound by the first build';

CREATE TABLE build (
    build_id        uuid PRIMARY KEY,
    tenant          text NOT NULL,
    project         text NOT NULL,
    build_number    bigint NOT NULL,
    pool            text NOT NULL REFERENCES pool,
    status          text NOT NULL CHECK (status IN ('WAITING', 'OPEN', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    version         int NOT NULL DEFAULT 1,
    open_tasks      int NOT NULL CHECK (open_tasks >= 0),
    failed_tasks    int NOT NULL DEFAULT 0 CHECK (failed_tasks >= 0),
    cancel_reason   text,
    priority        smallint NOT NULL CHECK (priority BETWEEN 0 AND 3),
    strategy        text NOT NULL,
    strategy_reason text NOT NULL,
    force_clean     boolean NOT NULL,
    requester_email text NOT NULL,
    git_ref         text NOT NULL,
    configuration   text NOT NULL,
    spec            jsonb NOT NULL,
    trace_parent    text,
    rerun_of        uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    ended_at        timestamptz,
    failure_reason  text,
    error_message   text,
    commit_id       text,
    branch          text,
    UNIQUE (tenant, project, build_number),
    FOREIGN KEY (tenant, project) REFERENCES project,
    CHECK ((status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (ended_at IS NOT NULL)),
    CHECK (ended_at IS NULL OR open_tasks = 0),
    CHECK (failure_reason IS NULL OR failed_tasks > 0)
) WITH (fillfactor = 70);
COMMENT ON COLUMN build.build_id IS 'UUID version 7: later builds sort later';
COMMENT ON COLUMN build.status IS 'Queued and Running are views of OPEN: leasing writes no build row';
COMMENT ON COLUMN build.priority IS '0 Low, 1 Normal, 2 High, 3 Critical';
COMMENT ON COLUMN build.spec IS 'The complete job descriptor (contract BuildJob)';
COMMENT ON COLUMN build.trace_parent IS 'W3C trace context of the submission';
COMMENT ON COLUMN build.started_at IS 'Start of the first attempt; written when the build ends';
COMMENT ON COLUMN build.commit_id IS 'Written when an attempt ends; of a running attempt see attempt_source';
CREATE INDEX build_newest_first ON build (tenant, build_id DESC);

CREATE TABLE task (
    build_id            uuid NOT NULL REFERENCES build,
    task_no             int NOT NULL,
    kind                text NOT NULL CHECK (kind IN ('BUILD')),
    pool                text NOT NULL REFERENCES pool,
    class               text NOT NULL DEFAULT '',
    priority            smallint NOT NULL CHECK (priority BETWEEN 0 AND 3),
    status              text NOT NULL CHECK (status IN ('BLOCKED', 'READY', 'LEASED', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    version             int NOT NULL DEFAULT 1,
    unresolved          int NOT NULL DEFAULT 0 CHECK (unresolved >= 0),
    attempt_no          int NOT NULL DEFAULT 0,
    attempt_uid         uuid,
    holder              uuid REFERENCES agent_session,
    leased_at           timestamptz,
    run_timeout         interval NOT NULL,
    run_deadline        timestamptz,
    cancel_requested    boolean NOT NULL DEFAULT false,
    cancel_requested_at timestamptz,
    failures            int NOT NULL DEFAULT 0,
    max_failures        int NOT NULL CHECK (max_failures > 0),
    handbacks           int NOT NULL DEFAULT 0,
    excluded            text[] NOT NULL DEFAULT '{}',
    ready_at            timestamptz NOT NULL DEFAULT now(),
    not_before          timestamptz NOT NULL DEFAULT now(),
    accepted_attempt    uuid,
    PRIMARY KEY (build_id, task_no),
    CHECK ((status = 'LEASED') = (holder IS NOT NULL)),
    CHECK (status <> 'LEASED' OR (attempt_uid IS NOT NULL AND run_deadline IS NOT NULL)),
    CHECK (status <> 'BLOCKED' OR unresolved > 0),
    CHECK (status NOT IN ('READY', 'LEASED') OR unresolved = 0),
    CHECK (NOT (cancel_requested AND status IN ('READY', 'BLOCKED', 'SUCCEEDED'))),
    CHECK (status <> 'SUCCEEDED' OR accepted_attempt IS NOT NULL),
    CHECK (failures <= max_failures)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
COMMENT ON COLUMN task.class IS 'Equal requirements share a class; empty: any agent of the pool';
COMMENT ON COLUMN task.version IS 'Counts transitions; the index of ready tasks keeps the highest that it knows';
COMMENT ON COLUMN task.unresolved IS 'Predecessors that have not succeeded';
COMMENT ON COLUMN task.attempt_no IS 'For people; the fence is attempt_uid';
COMMENT ON COLUMN task.attempt_uid IS 'The fence of the current or last attempt: random, made per grant';
COMMENT ON COLUMN task.holder IS 'Session that holds the lease; its end ends the attempt';
COMMENT ON COLUMN task.run_deadline IS 'After it the server ends the attempt itself';
COMMENT ON COLUMN task.failures IS 'Attempts that ended INFRA or LOST';
COMMENT ON COLUMN task.handbacks IS 'Attempts that ended RETURNED or UNDELIVERED; the 20th counts as INFRA';
COMMENT ON COLUMN task.excluded IS 'Agents on which it failed; a preference for 30 s, never a reason to be stuck';
COMMENT ON COLUMN task.not_before IS 'Back-off: no lease before';
COMMENT ON COLUMN task.accepted_attempt IS 'Whose result counts; the visibility of its artifacts is this column';
CREATE INDEX task_ready ON task (pool, priority DESC, ready_at) WHERE status = 'READY';
CREATE INDEX task_held ON task (holder) WHERE holder IS NOT NULL;

CREATE TABLE edge (
    build_id uuid NOT NULL,
    from_no  int NOT NULL,
    to_no    int NOT NULL,
    PRIMARY KEY (build_id, from_no, to_no),
    FOREIGN KEY (build_id, from_no) REFERENCES task,
    FOREIGN KEY (build_id, to_no) REFERENCES task
);
COMMENT ON TABLE edge IS 'to_no may begin when from_no has succeeded; immutable';

CREATE TABLE attempt (
    attempt_uid     uuid PRIMARY KEY,
    build_id        uuid NOT NULL,
    task_no         int NOT NULL,
    attempt_no      int NOT NULL,
    agent_id        text NOT NULL,
    hostname        text NOT NULL,
    session_id      uuid NOT NULL,
    leased_at       timestamptz NOT NULL,
    ended_at        timestamptz NOT NULL DEFAULT now(),
    ended_as        text NOT NULL CHECK (ended_as IN ('ACCEPTED', 'INFRA', 'LOST', 'RETURNED', 'UNDELIVERED', 'CANCELLED', 'TIMEOUT')),
    task_status     text NOT NULL CHECK (task_status IN ('READY', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    reason          text,
    failure_reason  text,
    result_digest   text,
    manifest_digest text,
    last_batch      int NOT NULL,
    test_results    jsonb,
    FOREIGN KEY (build_id, task_no) REFERENCES task
);
COMMENT ON TABLE attempt IS 'Ended attempts: written once, never changed. The primary key lets an attempt end once only';
COMMENT ON COLUMN attempt.task_status IS 'What the end made of the task; the answer to the result, repeated to a repeated result';
COMMENT ON COLUMN attempt.result_digest IS 'SHA-256 of the result; NULL when none was received';
COMMENT ON COLUMN attempt.manifest_digest IS 'Of the sealed artifacts; NULL when none were sealed';
COMMENT ON COLUMN attempt.last_batch IS 'Readers of the log stop here';
CREATE INDEX attempt_of_build ON attempt (build_id, task_no, attempt_no);
CREATE UNIQUE INDEX attempt_accepted_once ON attempt (build_id, task_no) WHERE ended_as = 'ACCEPTED';

CREATE TABLE idempotency (
    tenant       text NOT NULL,
    key          text NOT NULL,
    request_hash text NOT NULL,
    build_id     uuid NOT NULL,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text NOT NULL,
    subject    text NOT NULL,
    payload    jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    not_before timestamptz NOT NULL DEFAULT now(),
    tries      int NOT NULL DEFAULT 0,
    UNIQUE (topic, subject)
) WITH (autovacuum_vacuum_scale_factor = 0.01);
COMMENT ON TABLE outbox IS 'What other services have to be told: written with its cause, deleted when delivered, at least once';
CREATE INDEX outbox_due ON outbox (not_before);
