package dev.buildserver.orchestrator.session.jdbc;

import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PostgresSessionStore implements SessionStore {
    // Locks the agent's row, so two registrations of one name come one after the other.
    private static final String AGENT =
            """
            INSERT INTO agent (agent_id, hostname, pool, agent_version, capabilities)
            VALUES (?, ?, ?, ?, ?::jsonb)
            ON CONFLICT (agent_id) DO UPDATE SET hostname = excluded.hostname,
              pool = excluded.pool, agent_version = excluded.agent_version,
              capabilities = excluded.capabilities, registered_at = now()
            """;
    private static final String REPLACE =
            """
            UPDATE agent_session SET status = 'ENDED', ended_at = now(), end_reason = 'replaced'
            WHERE agent_id = ? AND status = 'ACTIVE'
            """;
    private static final String OPEN =
            "INSERT INTO agent_session (session_id, agent_id, boot_id) VALUES (?, ?, ?)";
    private static final String FIND =
            """
            SELECT s.session_id, s.agent_id, a.pool, s.drain, a.mode <> 'ACTIVE' AS maintenance,
              s.end_reason
            FROM agent_session s JOIN agent a USING (agent_id) WHERE s.session_id = ?
            """;
    // A lost beat is followed by another: no commit waits for the disk because of one.
    private static final String UNSYNCHRONISED = "SET LOCAL synchronous_commit = off";
    private static final String BEAT =
            """
            UPDATE agent_session SET seen_at = now(), beat_at = now(), hb_seq = ?, held = ?,
              free_slots = ?, accepting = ?, cpu_percent = ?, memory_percent = ?, disk_bytes = ?,
              checks = ?::jsonb
            WHERE session_id = ? AND status = 'ACTIVE' AND hb_seq < ?
            """;
    private static final String TOUCH =
            """
            UPDATE agent_session SET seen_at = now() WHERE session_id IN (
              SELECT session_id FROM agent_session
              WHERE session_id = ANY (?) AND status = 'ACTIVE'
              FOR NO KEY UPDATE SKIP LOCKED)
            """;
    private static final String END =
            """
            UPDATE agent_session SET status = 'ENDED', ended_at = now(), end_reason = ?
            WHERE session_id = ? AND status = 'ACTIVE'
            """;
    private static final String EXPIRE =
            """
            UPDATE agent_session SET status = 'ENDED', ended_at = now(), end_reason = 'expired'
            WHERE status = 'ACTIVE' AND seen_at < now() - make_interval(secs => ?)
            RETURNING session_id
            """;
    private static final String STATES =
            """
            SELECT session_id, status = 'ENDED' AS ended, drain, held FROM agent_session
            WHERE session_id = ANY (?)
            """;

    private final Database database;
    private final JsonColumn json;

    PostgresSessionStore(Database database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public void open(UUID sessionId, RegisterAgent agent, String pool) {
        database.run(
                c -> {
                    Sql.update(
                            c,
                            AGENT,
                            agent.agentName(),
                            agent.hostname(),
                            pool,
                            agent.agentVersion(),
                            json.write(agent.capabilities()));
                    Sql.update(c, REPLACE, agent.agentName());
                    Sql.update(c, OPEN, sessionId, agent.agentName(), agent.bootId());
                });
    }

    @Override
    public Optional<Session> find(UUID sessionId) {
        return database.transaction(
                c ->
                        Sql.first(
                                c,
                                FIND,
                                row ->
                                        new Session(
                                                Sql.uuid(row, "session_id"),
                                                row.getString("agent_id"),
                                                row.getString("pool"),
                                                row.getBoolean("drain"),
                                                row.getBoolean("maintenance"),
                                                row.getString("end_reason")),
                                sessionId));
    }

    @Override
    public void beat(UUID sessionId, Heartbeat heartbeat) {
        Usage usage = heartbeat.usage();
        database.run(
                c -> {
                    Sql.update(c, UNSYNCHRONISED);
                    Sql.update(
                            c,
                            BEAT,
                            heartbeat.sequence(),
                            Sql.uuids(c, heartbeat.held()),
                            heartbeat.freeSlots(),
                            heartbeat.accepting(),
                            usage == null ? null : usage.cpuPercent(),
                            usage == null ? null : usage.memoryPercent(),
                            usage == null ? null : usage.availableDiskBytes(),
                            json.write(heartbeat.checks()),
                            sessionId,
                            heartbeat.sequence());
                });
    }

    @Override
    public void touch(Collection<UUID> sessionIds) {
        database.run(
                c -> {
                    Sql.update(c, UNSYNCHRONISED);
                    Sql.update(c, TOUCH, Sql.uuids(c, sessionIds));
                });
    }

    @Override
    public void end(UUID sessionId, String reason) {
        database.run(c -> Sql.update(c, END, reason, sessionId));
    }

    @Override
    public List<UUID> expire(Duration ttl) {
        return database.transaction(
                c ->
                        Sql.list(
                                c,
                                EXPIRE,
                                row -> Sql.uuid(row, "session_id"),
                                ttl.toMillis() / 1_000.0));
    }

    @Override
    public List<State> states(Collection<UUID> sessionIds) {
        return database.transaction(
                c ->
                        Sql.list(
                                c,
                                STATES,
                                row ->
                                        new State(
                                                Sql.uuid(row, "session_id"),
                                                row.getBoolean("ended"),
                                                row.getBoolean("drain"),
                                                Sql.uuidList(row, "held")),
                                Sql.uuids(c, sessionIds)));
    }
}
