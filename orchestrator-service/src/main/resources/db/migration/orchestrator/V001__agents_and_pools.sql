-- Who builds: pools, agents, and the sessions by which agents are alive.

CREATE TABLE pool (
    name        text PRIMARY KEY CHECK (name <> ''),
    target_type text NOT NULL CHECK (target_type IN ('Linux', 'Windows', 'MacOS', 'Docker')),
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE pool IS 'Groups of like agents; a build names the pool that shall build it';
CREATE UNIQUE INDEX pool_name_in_any_case ON pool (lower(name));

INSERT INTO pool (name, target_type)
VALUES ('Linux', 'Linux'), ('Windows', 'Windows'), ('MacOS', 'MacOS'), ('Docker', 'Docker');

CREATE TABLE agent (
    agent_id      text PRIMARY KEY CHECK (agent_id <> ''),
    hostname      text NOT NULL,
    pool          text NOT NULL REFERENCES pool,
    agent_version text,
    capabilities  jsonb NOT NULL,
    mode          text NOT NULL DEFAULT 'ACTIVE' CHECK (mode IN ('ACTIVE', 'MAINTENANCE')),
    registered_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN agent.agent_id IS 'The configured name, stable over restarts';
COMMENT ON COLUMN agent.capabilities IS 'As the agent found out itself (contract Capabilities)';
COMMENT ON COLUMN agent.mode IS 'MAINTENANCE: an operator keeps it from taking work';

CREATE TABLE agent_session (
    session_id     uuid PRIMARY KEY,
    agent_id       text NOT NULL REFERENCES agent,
    boot_id        uuid,
    status         text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'ENDED')),
    started_at     timestamptz NOT NULL DEFAULT now(),
    seen_at        timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz,
    end_reason     text CHECK (end_reason IN ('replaced', 'expired', 'deregistered')),
    hb_seq         bigint NOT NULL DEFAULT 0,
    beat_at        timestamptz NOT NULL DEFAULT now(),
    held           uuid[] NOT NULL DEFAULT '{}',
    free_slots     int NOT NULL DEFAULT 0,
    drain          boolean NOT NULL DEFAULT false,
    accepting      boolean NOT NULL DEFAULT true,
    cpu_percent    double precision,
    memory_percent double precision,
    disk_bytes     bigint,
    checks         jsonb NOT NULL DEFAULT '[]',
    CHECK ((status = 'ENDED') = (ended_at IS NOT NULL)),
    CHECK ((status = 'ENDED') = (end_reason IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
COMMENT ON TABLE agent_session IS 'A lease lives as long as its session; a session lives as long as its agent is heard';
COMMENT ON COLUMN agent_session.seen_at IS 'Last sign of life, by this database''s clock';
COMMENT ON COLUMN agent_session.hb_seq IS 'Highest heartbeat sequence; older beats are ignored';
COMMENT ON COLUMN agent_session.beat_at IS 'Time of the last heartbeat; other calls move seen_at only';
COMMENT ON COLUMN agent_session.held IS 'Attempts that the agent said it holds, in its last heartbeat';
COMMENT ON COLUMN agent_session.accepting IS 'false while a guard on the agent (disk) refuses work';
CREATE UNIQUE INDEX agent_session_one_active ON agent_session (agent_id) WHERE status = 'ACTIVE';
CREATE INDEX agent_session_of_agent ON agent_session (agent_id, session_id DESC);
