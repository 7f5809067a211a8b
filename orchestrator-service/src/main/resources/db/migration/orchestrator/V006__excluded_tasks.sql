-- Why: whoever looks for tasks with excluded agents, twice a second, read all that wait.

CREATE INDEX task_excluded ON task (pool) WHERE status = 'READY' AND excluded <> '{}';
