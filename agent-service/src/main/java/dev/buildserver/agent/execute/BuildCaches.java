package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.Policy;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.ledger.Ledger;
import dev.buildserver.agent.cached.quarantine.Quarantine;
import dev.buildserver.agent.cached.quarantine.QuarantineService;
import dev.buildserver.agent.cached.remote.CacheCalls;
import dev.buildserver.agent.cached.remote.PendingUploads;
import dev.buildserver.agent.cached.remote.Pins;
import dev.buildserver.agent.cached.remote.RemoteCache;
import dev.buildserver.agent.cached.remote.RemoteQuarantine;
import dev.buildserver.agent.cached.remote.RemoteStore;
import dev.buildserver.agent.cached.remote.SharedCache;
import dev.buildserver.agent.cached.remote.Uploads;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.store.DiskCache;
import dev.buildserver.agent.cached.store.DiskSpace;
import dev.buildserver.agent.cached.store.EntryMemory;
import dev.buildserver.agent.cached.store.RecordFile;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportSavings;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import dev.buildserver.contract.log.LogLevel;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The caches of what was built; tenants share none. */
@Singleton
class BuildCaches {
    private static final Logger LOG = Logger.getLogger(BuildCaches.class);
    private static final int SCOPE = 24;

    /** How many attempts are remembered: more than run at the same time. */
    private static final int ATTEMPTS = 256;

    private final Path folder;
    private final ExecutionConfig config;
    private final JsonHttp http;
    private final Tasks tasks;
    private final PendingUploads pending;
    private final EntryMemory memory = new EntryMemory();
    private final DiskSpace space;
    private final Path recordsFolder;
    private final Map<Path, RecordFile> records = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** A service that did not answer is not asked again by the same attempt. */
    private final Map<UUID, CacheLevel> attempts = byAttempt();

    /** What counts when an attempt begins, counts in all of it. */
    private final Map<UUID, Policy> policies = byAttempt();

    BuildCaches(
            ToolchainSettings settings,
            ExecutionConfig config,
            JsonHttp http,
            Tasks tasks,
            PendingUploads pending,
            InstantSource clock) {
        this.config = config;
        this.http = http;
        this.tasks = tasks;
        this.pending = pending;
        this.folder = settings.workDir().toAbsolutePath().resolve("build-cache");
        this.recordsFolder = settings.workDir().toAbsolutePath().resolve("build-records");
        this.space = new DiskSpace(folder, config.maxBuildCache().asLongValue());
        this.clock = clock;
    }

    /** The cache that an attempt may use. */
    CacheLevel of(BuildContext context) {
        Lease lease = context.lease();
        DiskCache disk = new DiskCache(folder(lease), scopes(lease), memory, space, clock);
        if (context.cacheUrl() == null) {
            return disk;
        }
        return attempts.computeIfAbsent(
                lease.attemptUid(), attempt -> shared(disk, context, tasks::later));
    }

    /** The same for what is done once more after an attempt, which has ended. */
    CacheLevel after(BuildContext again) {
        Lease lease = again.lease();
        DiskCache disk = new DiskCache(folder(lease), scopes(lease), memory, space, clock);
        // Nothing depends on it: it pins nothing.
        return again.cacheUrl() == null ? disk : shared(disk, again, (delay, task) -> {});
    }

    /** The attempt reads nothing more. */
    void ended(Lease lease) {
        Optional.ofNullable(attempts.remove(lease.attemptUid())).ifPresent(CacheLevel::release);
    }

    private CacheLevel shared(DiskCache disk, BuildContext context, Pins.Later later) {
        CacheCalls calls = calls(context, config.cacheTimeout());
        return new SharedCache(
                disk,
                new RemoteCache(calls),
                new Pins(calls, later, disk::missing),
                new Uploads(
                        disk,
                        // A build waits for answers, but for no upload.
                        new RemoteStore(calls(context, config.cacheTransferTimeout())),
                        upload -> tasks.start("cache-upload", upload),
                        tasks::later,
                        pending),
                context.scratch().resolve("cache"),
                trouble -> context.report().log(LogLevel.WARN, trouble));
    }

    /** Which projects of the attempt do without the cache. */
    Policy policy(BuildContext context) {
        UUID attempt = context.lease().attemptUid();
        Policy known = policies.get(attempt);
        if (known == null) {
            known = decided(context);
            policies.put(attempt, known);
        }
        return known;
    }

    private Policy decided(BuildContext context) {
        ProjectQuarantine quarantine = quarantine(context).current();
        return new Policy(
                quarantine.reasons(), ledger(context.lease()).losing(), quarantine.epochs());
    }

    /** Takes what verifications of a build's projects showed. */
    void verified(BuildContext context, List<Verified> verified) {
        quarantine(context).found(verified);
        ledger(context.lease())
                .verified(verified.stream().filter(Verified::same).map(Verified::project).toList());
    }

    /** Takes what the cache did for a build that has ended. */
    void built(BuildContext context, BuildCacheReport report) {
        // Whose refs anybody may write decides nothing for others.
        if (context.lease().trusted()) {
            ledger(context.lease()).built(report.projects());
        }
        tellSavings(context, report);
    }

    /** Tells the service what the cache did; nobody waits for it. */
    void tellSavings(BuildContext context, BuildCacheReport report) {
        if (context.cacheUrl() != null) {
            ReportSavings savings = SavingsReport.of(report);
            CacheCalls calls = calls(context, config.cacheTimeout());
            tasks.start("cache-savings", () -> tell(calls, savings));
        }
    }

    /** The accounts of the attempt's solution. */
    Ledger ledger(Lease lease) {
        BuildJob job = lease.job();
        String solution =
                String.join(" ", job.projectName(), job.solutionPath(), job.configuration());
        Path file = recordsOf(lease).resolve("ledger").resolve(Sha256.of(solution) + ".json");
        return new Ledger(
                record(file), new Ledger.Rule(config.losingWindow(), config.losingRest()));
    }

    private Quarantine quarantine(BuildContext context) {
        Lease lease = context.lease();
        String project = Sha256.of(lease.job().projectName());
        Path file = recordsOf(lease).resolve("quarantine").resolve(project + ".json");
        Optional<QuarantineService> service =
                Optional.ofNullable(context.cacheUrl())
                        .map(url -> new RemoteQuarantine(calls(context, config.cacheTimeout())));
        return new Quarantine(record(file), service);
    }

    private static void tell(CacheCalls calls, ReportSavings savings) {
        try {
            calls.tell("/internal/v1/cache/savings", savings);
        } catch (IOException e) {
            LOG.debugf("Savings are not told: %s", e.getMessage());
        }
    }

    private CacheCalls calls(BuildContext context, Duration silence) {
        return new LeaseCacheCalls(
                http, context.cacheUrl(), context.lease(), silence, config.cacheTransferTimeout());
    }

    private static <T> Map<UUID, T> byAttempt() {
        return Collections.synchronizedMap(
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<UUID, T> eldest) {
                        return size() > ATTEMPTS;
                    }
                });
    }

    private RecordFile record(Path file) {
        return records.computeIfAbsent(file, RecordFile::new);
    }

    private Path recordsOf(Lease lease) {
        return recordsFolder.resolve(folder(lease).getFileName());
    }

    /** What is known of earlier keys. */
    KeyHistory history(Lease lease) {
        return new KeyHistory(folder(lease).resolve("keys"));
    }

    // Who can't push to a project must not be able to give its builds outputs: a ref that is not
    // trusted, such as that of a pull request, has a scope of its own, which nobody else reads.
    private static List<String> scopes(Lease lease) {
        String project = lease.job().projectName();
        String ref = lease.job().gitRef();
        String shared = "project-" + Sha256.of(project).substring(0, SCOPE);
        return lease.trusted()
                ? List.of(shared)
                : List.of("ref-" + Sha256.of(project + " " + ref).substring(0, SCOPE), shared);
    }

    private Path folder(Lease lease) {
        String tenant = lease.tenant() == null ? "default" : lease.tenant();
        String name = TreePath.encode(tenant).replace("/", "%2F").replace(".", "%2E");
        return folder.resolve(name);
    }
}
