-- Why: estimates of start and duration were the mean of a project's last builds, read from the
-- builds themselves; stages, other strategies and new projects had none (see ADR 18).

CREATE TABLE learnt_duration (
    tenant    text NOT NULL,
    project   text NOT NULL,
    strategy  text NOT NULL,
    variant   text NOT NULL,
    pool      text NOT NULL,
    recent    real[] NOT NULL,
    learnt_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, project, strategy, variant, pool)
);
COMMENT ON TABLE learnt_duration IS 'How long the last successful builds took: of a variant of a project, of a tenant with a strategy (project empty), of a pool (tenant empty)';
COMMENT ON COLUMN learnt_duration.variant IS 'What of a job matters for its duration: solution, configuration, tests, packages';
COMMENT ON COLUMN learnt_duration.recent IS 'Seconds, newest build first, seven for each: the attempt, then its stages in their order; 0 for a stage that did not run';
