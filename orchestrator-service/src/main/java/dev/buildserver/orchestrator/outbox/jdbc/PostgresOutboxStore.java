package dev.buildserver.orchestrator.outbox.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.outbox.OutboxStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

@ApplicationScoped
class PostgresOutboxStore implements OutboxStore {
    // The pause before the next try is set before this one: a crash repeats, it never loses.
    private static final String TAKE =
            """
            UPDATE outbox SET tries = tries + 1,
              not_before = now() + least(make_interval(secs => 2 ^ least(tries + 1, 20)),
                                         make_interval(secs => ?))
            WHERE id IN (
              SELECT id FROM outbox WHERE not_before <= now() ORDER BY not_before LIMIT ?
              FOR UPDATE SKIP LOCKED)
            RETURNING id, topic, subject, tries
            """;
    private static final String DELIVERED = "DELETE FROM outbox WHERE id = ?";

    private final Database database;

    PostgresOutboxStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Message> take(int limit, Duration longestPause) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                TAKE,
                                row ->
                                        new Message(
                                                row.getLong("id"),
                                                row.getString("topic"),
                                                row.getString("subject"),
                                                row.getInt("tries")),
                                (double) longestPause.toSeconds(),
                                limit));
    }

    @Override
    public void delivered(long id) {
        database.run(c -> Sql.update(c, DELIVERED, id));
    }
}
