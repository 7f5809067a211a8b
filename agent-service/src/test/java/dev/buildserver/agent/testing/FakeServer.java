package dev.buildserver.agent.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.EventsAnswer;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Registered;
import dev.buildserver.contract.agent.ResultAnswer;
import dev.buildserver.contract.artifact.AskStored;
import dev.buildserver.contract.artifact.CopyArtifact;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.artifact.SealRequest;
import dev.buildserver.support.json.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orchestrator and artifact service as an agent sees them, over real HTTP, with faults on demand.
 * It keeps the protocol's rules: batches in order, results once, artifacts by digest.
 */
public final class FakeServer implements AutoCloseable {
    private static final Pattern LEASE_PATH =
            Pattern.compile("/agents/v1/leases/([0-9a-f-]+)/(events|result)");

    private final ObjectMapper json = WireJson.mapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Lease> offers = new LinkedBlockingQueue<>();
    private final Map<UUID, TreeMap<Integer, EventBatch>> batches = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final AtomicReference<HeartbeatAnswer> beatAnswer =
            new AtomicReference<>(new HeartbeatAnswer(null, null, false));
    private final AtomicReference<Commands> commands =
            new AtomicReference<>(new Commands(null, null, false));

    /** What the agent sent, in order. */
    public final List<RegisterAgent> registrations = new CopyOnWriteArrayList<>();

    public final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
    public final List<LeaseRequest> leaseRequests = new CopyOnWriteArrayList<>();
    public final List<AttemptResult> results = new CopyOnWriteArrayList<>();
    public final List<String> resultBodies = new CopyOnWriteArrayList<>();
    public final List<SealRequest> seals = new CopyOnWriteArrayList<>();

    /** Digests of contents that the tenant has. */
    public final Set<String> contents = ConcurrentHashMap.newKeySet();

    public final List<CopyArtifact> copies = new CopyOnWriteArrayList<>();
    public final List<String> deregistered = new CopyOnWriteArrayList<>();

    /** Query of an upload to the length of its content. */
    public final Map<String, Integer> uploads = new ConcurrentHashMap<>();

    private volatile boolean away;

    public volatile Duration orphanLimit = Duration.ofMinutes(15);
    public volatile UUID session = UUID.randomUUID();

    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Offers work to the next poll. */
    public void offer(Lease lease) {
        offers.add(lease);
    }

    public void answerHeartbeats(HeartbeatAnswer answer) {
        beatAnswer.set(answer);
    }

    public void command(Commands orders) {
        commands.set(orders);
    }

    /** Answers nothing until it is back. */
    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** Back to the beginning, but for the agent's session. */
    public void forget() {
        away = false;
        faults.clear();
        beatAnswer.set(new HeartbeatAnswer(null, null, false));
        commands.set(new Commands(null, null, false));
        List.of(heartbeats, leaseRequests, results, resultBodies, seals).forEach(List::clear);
        uploads.clear();
        contents.clear();
        copies.clear();
    }

    /** Number of the last batch of an attempt that is stored. */
    public int lastBatch(UUID attempt) {
        return batches.get(attempt).lastKey();
    }

    /** Answers the next calls of a kind (last part of the path) by a fault. */
    public void fault(String kind, Fault... next) {
        faults.computeIfAbsent(kind, k -> new ArrayDeque<>()).addAll(List.of(next));
    }

    /** All events of an attempt so far, in order. */
    public List<EventRecord> events(UUID attempt) {
        List<EventRecord> all = new ArrayList<>();
        TreeMap<Integer, EventBatch> stored = batches.getOrDefault(attempt, new TreeMap<>());
        synchronized (stored) {
            stored.values().forEach(batch -> all.addAll(batch.records()));
        }
        return all;
    }

    /** The texts of an attempt's log so far. */
    public List<String> log(UUID attempt) {
        return events(attempt).stream()
                .filter(EventRecord.Log.class::isInstance)
                .map(e -> ((EventRecord.Log) e).text())
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (away) {
                // The exchange is closed without an answer, as by a process that dies.
                return;
            }
            String path = exchange.getRequestURI().getPath();
            String kind = path.substring(path.lastIndexOf('/') + 1);
            Fault fault = nextFault(kind);
            if (fault == null) {
                route(exchange, path, kind, body);
            } else if (fault.afterEffect()) {
                record(path, kind, body);
            } else {
                answer(exchange, fault.status(), fault.problem());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault nextFault(String kind) {
        Deque<Fault> waiting = faults.get(kind);
        if (waiting == null) {
            return null;
        }
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private void route(HttpExchange exchange, String path, String kind, byte[] body)
            throws IOException, InterruptedException {
        if (exchange.getRequestMethod().equals("DELETE")) {
            deregistered.add(kind);
            answer(exchange, 204, null);
            return;
        }
        switch (kind) {
            case "register" -> {
                registrations.add(json.readValue(body, RegisterAgent.class));
                answer(
                        exchange,
                        200,
                        new Registered(
                                session,
                                Duration.ofMillis(100),
                                Duration.ofSeconds(10),
                                orphanLimit,
                                url(),
                                url()));
            }
            case "heartbeat" -> {
                heartbeats.add(json.readValue(body, Heartbeat.class));
                answer(exchange, 200, beatAnswer.get());
            }
            case "lease" -> {
                leaseRequests.add(json.readValue(body, LeaseRequest.class));
                Lease lease = offers.poll(2, TimeUnit.SECONDS);
                answer(
                        exchange,
                        lease == null ? 204 : 200,
                        lease == null ? null : new LeaseAnswer(List.of(lease)));
            }
            case "commands" -> answer(exchange, 200, awaitCommands());
            case "artifacts" -> upload(exchange, body);
            case "stored" -> answer(exchange, 200, stored(json.readValue(body, AskStored.class)));
            case "copies" -> copy(exchange, json.readValue(body, CopyArtifact.class));
            case "events" -> events(exchange, path, body);
            default -> answer(exchange, 200, record(path, kind, body));
        }
    }

    private Commands awaitCommands() throws InterruptedException {
        for (int i = 0; i < 40 && commands.get().cancel().isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        return commands.get();
    }

    private void events(HttpExchange exchange, String path, byte[] body) throws IOException {
        int next = lastBatch(path) + 1;
        if (json.readValue(body, EventBatch.class).batch() > next) {
            answer(exchange, 409, Map.of("code", "LOG_GAP", "nextBatch", next));
        } else {
            answer(exchange, 200, record(path, "events", body));
        }
    }

    private int lastBatch(String path) {
        Matcher lease = LEASE_PATH.matcher(path);
        TreeMap<Integer, EventBatch> stored =
                lease.matches() ? batches.get(UUID.fromString(lease.group(1))) : null;
        return stored == null || stored.isEmpty() ? 0 : stored.lastKey();
    }

    private AskStored.Answer stored(AskStored question) {
        return new AskStored.Answer(
                question.digests().stream().filter(contents::contains).toList());
    }

    private void copy(HttpExchange exchange, CopyArtifact artifact) throws IOException {
        boolean there = contents.contains(artifact.sha256());
        if (there) {
            copies.add(artifact);
        }
        answer(exchange, there ? 201 : 404, Map.of("code", "ARTIFACT_NOT_FOUND"));
    }

    private void upload(HttpExchange exchange, byte[] body) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        boolean right = query.endsWith("&sha256=" + sha256(body));
        if (right) {
            uploads.put(query, body.length);
        }
        answer(exchange, right ? 201 : 422, Map.of("code", "DIGEST_MISMATCH"));
    }

    private Object record(String path, String kind, byte[] body) throws IOException {
        if (kind.equals("seal")) {
            SealRequest request = json.readValue(body, SealRequest.class);
            seals.add(request);
            return new SealReceipt(request.manifestDigest(), request.count(), 1, "sealed");
        }
        Matcher lease = LEASE_PATH.matcher(path);
        if (!lease.matches()) {
            return Map.of();
        }
        if (kind.equals("result")) {
            resultBodies.add(new String(body, java.nio.charset.StandardCharsets.UTF_8));
            results.add(json.readValue(body, AttemptResult.class));
            return new ResultAnswer("Succeeded");
        }
        EventBatch batch = json.readValue(body, EventBatch.class);
        TreeMap<Integer, EventBatch> stored =
                batches.computeIfAbsent(UUID.fromString(lease.group(1)), u -> new TreeMap<>());
        synchronized (stored) {
            if (batch.crc32c() != EventBatch.checksum(batch.records())) {
                throw new IllegalStateException("checksum");
            }
            stored.putIfAbsent(batch.batch(), batch);
            return new EventsAnswer(stored.lastKey(), false);
        }
    }

    /** Loses what was stored of an attempt after a batch, as a restart may. */
    public void loseBatchesAfter(UUID attempt, int batch) {
        TreeMap<Integer, EventBatch> stored = batches.get(attempt);
        synchronized (stored) {
            stored.tailMap(batch, false).clear();
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * What goes wrong with a call.
     *
     * @param afterEffect the call is carried out, but its answer is lost
     */
    public record Fault(int status, Object problem, boolean afterEffect) {
        public static Fault status(int status) {
            return new Fault(status, Map.of("code", "UNAVAILABLE"), false);
        }

        public static Fault problem(int status, String code, Map<String, Object> more) {
            Map<String, Object> problem = new java.util.HashMap<>(more);
            problem.put("code", code);
            return new Fault(status, problem, false);
        }

        public static Fault lostAnswer() {
            return new Fault(0, null, true);
        }
    }
}
