package dev.buildserver.orchestrator.lease.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lease.LeaseStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class PostgresLeaseStore implements LeaseStore {
    private static final String HELD =
            "SELECT "
                    + Grants.COLUMNS
                    + """
                     FROM task t JOIN agent_session s ON s.session_id = t.holder
                    JOIN build b ON b.build_id = t.build_id
                    WHERE t.holder = ? ORDER BY t.leased_at
                    """;

    private final Database database;
    private final Grants grants;

    PostgresLeaseStore(Database database, Grants grants) {
        this.database = database;
        this.grants = grants;
    }

    @Override
    public List<Granted> grant(List<Wish> wishes) {
        return database.statement(c -> Sql.list(c, grants.query(c, wishes)));
    }

    @Override
    public List<Granted> heldBy(UUID sessionId) {
        return database.statement(c -> Sql.list(c, HELD, grants::map, sessionId));
    }
}
