-- Why: a build may need an agent with an SDK, tools or labels. Equal requirements share a class, by
-- which tasks and agents are matched (task.class); what each class requires stands here.

CREATE TABLE requirement_class (
    class_id     text PRIMARY KEY CHECK (class_id <> ''),
    requirements jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    used_at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE requirement_class IS 'Sets of requirements (contract Requirements) that builds have or had lately';
COMMENT ON COLUMN requirement_class.used_at IS 'Last made a task of, to the hour; a class without open tasks is forgotten a day later';

CREATE TABLE learnt_class (
    tenant        text NOT NULL,
    project       text NOT NULL,
    solution_path text NOT NULL,
    git_ref       text NOT NULL,
    base_class    text NOT NULL,
    class_id      text NOT NULL REFERENCES requirement_class,
    learnt_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, project, solution_path, git_ref, base_class)
);
COMMENT ON TABLE learnt_class IS 'Builds whose source turned out to need more than was asked for: the next one begins in that class';
COMMENT ON COLUMN learnt_class.base_class IS 'Class of what was asked for; empty: nothing';
CREATE INDEX learnt_class_of_class ON learnt_class (class_id);

CREATE INDEX task_open_of_class ON task (class)
    WHERE class <> '' AND status IN ('BLOCKED', 'READY', 'LEASED');
