package dev.buildserver.orchestrator.session.jdbc;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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
              s.end_reason, a.capabilities
            FROM (SELECT * FROM unnest(?::uuid[]) AS w(session_id) %s) w
            JOIN agent_session s USING (session_id) JOIN agent a USING (agent_id)
            """
                    .formatted(Sql.FEW);
    // A lost beat is followed by another: no commit waits for the disk because of one.
    private static final String UNSYNCHRONISED = "SET LOCAL synchronous_commit = off";
    // SKIP LOCKED: two replicas with beats of one agent never wait for one another.
    private static final String BEATS =
            """
            WITH h AS (
              SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::int[], ?::bool[],
                ?::float8[], ?::float8[], ?::bigint[], ?::text[])
                AS h(session_id, seq, held, free_slots, accepting, cpu, memory, disk, checks)
              %s),
            l AS MATERIALIZED (
              SELECT s.session_id FROM agent_session s JOIN h USING (session_id)
              WHERE s.status = 'ACTIVE' AND s.hb_seq < h.seq
              FOR NO KEY UPDATE OF s SKIP LOCKED)
            UPDATE agent_session s SET seen_at = now(), beat_at = now(), hb_seq = h.seq,
              held = h.held::uuid[], free_slots = h.free_slots, accepting = h.accepting,
              cpu_percent = h.cpu, memory_percent = h.memory, disk_bytes = h.disk,
              checks = h.checks::jsonb
            FROM h JOIN l USING (session_id) WHERE s.session_id = h.session_id
            """
                    .formatted(Sql.FEW);
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
            SELECT s.session_id, s.status = 'ENDED' AS ended,
              s.drain OR a.mode <> 'ACTIVE' AS drain, s.held
            FROM agent_session s JOIN agent a USING (agent_id) WHERE s.session_id = ANY (?)
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
        return database.statement(c -> sessions(c, List.of(sessionId))).stream().findFirst();
    }

    private List<Session> sessions(Connection connection, Collection<UUID> ids)
            throws SQLException {
        return Sql.list(
                connection,
                FIND,
                row ->
                        new Session(
                                Sql.uuid(row, "session_id"),
                                row.getString("agent_id"),
                                row.getString("pool"),
                                row.getBoolean("drain"),
                                row.getBoolean("maintenance"),
                                row.getString("end_reason"),
                                json.read(row.getString("capabilities"), Capabilities.class)),
                Sql.uuids(connection, ids));
    }

    @Override
    public Map<UUID, Session> beat(List<Beat> beats) {
        return database.transaction(
                c -> {
                    Sql.update(c, UNSYNCHRONISED);
                    note(c, beats);
                    return sessions(c, beats.stream().map(Beat::sessionId).toList()).stream()
                            .collect(Collectors.toMap(Session::sessionId, session -> session));
                });
    }

    private void note(Connection c, List<Beat> beats) throws SQLException {
        List<Heartbeat> all = beats.stream().map(Beat::heartbeat).toList();
        List<Optional<Usage>> usage =
                all.stream().map(b -> Optional.ofNullable(b.usage())).toList();
        Sql.update(
                c,
                BEATS,
                Sql.uuids(c, beats.stream().map(Beat::sessionId).toList()),
                Sql.longs(c, all.stream().map(Heartbeat::sequence).toList()),
                Sql.texts(c, all.stream().map(b -> uuidArray(b.held())).toList()),
                Sql.ints(c, all.stream().map(Heartbeat::freeSlots).toList()),
                c.createArrayOf("bool", all.stream().map(Heartbeat::accepting).toArray()),
                Sql.doubles(c, parts(usage, Usage::cpuPercent)),
                Sql.doubles(c, parts(usage, Usage::memoryPercent)),
                Sql.longs(c, parts(usage, Usage::availableDiskBytes)),
                Sql.texts(c, all.stream().map(b -> json.write(b.checks())).toList()));
    }

    /** The text form of an array: an array of arrays can't be unnested by rows. */
    private static String uuidArray(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> List<T> parts(List<Optional<Usage>> all, Function<Usage, T> part) {
        return all.stream().map(usage -> usage.map(part).orElse(null)).toList();
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
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                EXPIRE,
                                row -> Sql.uuid(row, "session_id"),
                                ttl.toMillis() / 1_000.0));
    }

    @Override
    public List<State> states(Collection<UUID> sessionIds) {
        return database.statement(
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
