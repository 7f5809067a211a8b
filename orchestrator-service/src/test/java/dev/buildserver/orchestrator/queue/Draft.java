package dev.buildserver.orchestrator.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A ready task in the making. */
final class Draft {
    private final TaskKey key;
    private Instant readyAt;
    private int priority = 1;
    private int version = 1;
    private Duration delay = Duration.ZERO;
    private List<String> excluded = List.of();
    private String tenant = "tenant";
    private String project = "project";
    private String requirements = "";
    private String affinity = "";

    /** Each number is another task, which became ready a little after the one before. */
    Draft(int number) {
        this.key = new TaskKey(new UUID(7, number), 0);
        this.readyAt = Instant.now().plusMillis(number);
    }

    /** The same again. */
    Draft(ReadyTask task) {
        this.key = task.key();
        this.readyAt = task.readyAt();
        this.priority = task.priority();
        this.version = task.version();
        this.delay = task.delay();
        this.excluded = task.excluded();
        this.tenant = task.tenant();
        this.project = task.project();
        this.requirements = task.requirements();
        this.affinity = task.affinity();
    }

    Draft priority(int value) {
        priority = value;
        return this;
    }

    Draft version(int value) {
        version = value;
        return this;
    }

    /** Waits for so much longer. */
    Draft age(Duration value) {
        readyAt = readyAt.minus(value);
        return this;
    }

    Draft readyAt(Instant value) {
        readyAt = value;
        return this;
    }

    Draft delay(Duration value) {
        delay = value;
        return this;
    }

    Draft excluded(String... agents) {
        excluded = List.of(agents);
        return this;
    }

    Draft tenant(String value) {
        tenant = value;
        return this;
    }

    Draft project(String value) {
        project = value;
        return this;
    }

    Draft requirements(String value) {
        requirements = value;
        return this;
    }

    Draft affinity(String value) {
        affinity = value;
        return this;
    }

    ReadyTask make(String pool) {
        return new ReadyTask(
                key,
                pool,
                priority,
                version,
                readyAt,
                delay,
                excluded,
                tenant,
                project,
                requirements,
                affinity);
    }
}
