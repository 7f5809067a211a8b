package dev.buildserver.agent.publish;

import dev.buildserver.agent.execute.OutputFile;
import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.http.BackOff;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.artifact.ArtifactManifest;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.artifact.SealRequest;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.error.ErrorCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Uploads an attempt's outputs, a few at a time, and seals them. Contents that the tenant has
 * already are not sent. While the artifact service is out of reach it goes on trying: the attempt's
 * run time-out is the bound.
 */
@Singleton
public class ArtifactUpload {
    private static final Logger LOG = Logger.getLogger(ArtifactUpload.class);
    private static final int TOO_LARGE = 413;

    private final ArtifactClient client;
    private final PublishConfig config;
    private final Tasks tasks;
    private final Pause pause;
    private final SecureRandom random;

    ArtifactUpload(
            ArtifactClient client,
            PublishConfig config,
            Tasks tasks,
            Pause pause,
            SecureRandom random) {
        this.client = client;
        this.config = config;
        this.tasks = tasks;
        this.pause = pause;
        this.random = random;
    }

    /**
     * Uploads and seals.
     *
     * @param base URL of the artifact service
     * @throws InterruptedException when the stop signal came; check the signal
     */
    public SealReceipt publish(
            String base,
            Lease lease,
            List<OutputFile> outputs,
            AttemptReport report,
            StopSignal stop)
            throws LimitExceededException, PublishFailedException, InterruptedException {
        checkLimits(outputs);
        Future<SealReceipt> publishing =
                tasks.start("publish", () -> uploadAndSeal(base, lease, outputs, report));
        StopSignal.Registration atStop = stop.onStop(() -> publishing.cancel(true));
        try {
            return publishing.get();
        } catch (CancellationException e) {
            throw new InterruptedException("the upload was stopped");
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } finally {
            atStop.close();
            publishing.cancel(true);
        }
    }

    private SealReceipt uploadAndSeal(
            String base, Lease lease, List<OutputFile> outputs, AttemptReport report)
            throws Exception {
        List<HashedFile> files = sideBySide(outputs, ArtifactUpload::hash);
        Set<String> stored = stored(base, lease, files, report);
        AtomicInteger done = new AtomicInteger();
        sideBySide(
                files,
                file -> {
                    if (!stored.contains(file.sha256()) || !isCopied(base, lease, file)) {
                        upload(base, lease, file, report);
                    }
                    String path = file.output().path();
                    report.progress(StageName.UPLOAD, path, done.incrementAndGet(), outputs.size());
                    return file;
                });
        return seal(base, lease, files, report);
    }

    private <T, R> List<R> sideBySide(List<T> all, Step<T, R> step) throws Exception {
        Queue<T> todo = new ConcurrentLinkedQueue<>(all);
        Queue<R> done = new ConcurrentLinkedQueue<>();
        Callable<Void> worker =
                () -> {
                    for (T next = todo.poll(); next != null; next = todo.poll()) {
                        done.add(step.take(next));
                    }
                    return null;
                };
        List<Future<Void>> workers = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(config.parallel(), all.size()); i++) {
                workers.add(tasks.start("upload", worker));
            }
            for (Future<Void> running : workers) {
                running.get();
            }
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } finally {
            workers.forEach(running -> running.cancel(true));
        }
        return List.copyOf(done);
    }

    /** Digests that need not be sent; none when the service does not say. */
    private Set<String> stored(
            String base, Lease lease, List<HashedFile> files, AttemptReport report)
            throws InterruptedException {
        try {
            List<String> digests = files.stream().map(HashedFile::sha256).distinct().toList();
            Set<String> stored = client.stored(base, lease, digests);
            long count = files.stream().filter(file -> stored.contains(file.sha256())).count();
            if (count > 0) {
                report.log(
                        LogLevel.INFO,
                        count
                                + " of "
                                + files.size()
                                + " artifacts are not sent: their contents"
                                + " are stored");
            }
            return stored;
        } catch (CallFailedException e) {
            LOG.debugf("All artifacts are sent: %s", e.getMessage());
            return Set.of();
        }
    }

    private boolean isCopied(String base, Lease lease, HashedFile file)
            throws InterruptedException {
        try {
            client.copy(base, lease, file);
            return true;
        } catch (CallFailedException e) {
            // The upload tells what is wrong, or goes on trying.
            LOG.debugf("%s is sent: %s", file.output().path(), e.getMessage());
            return false;
        }
    }

    private void upload(String base, Lease lease, HashedFile file, AttemptReport report)
            throws LimitExceededException, PublishFailedException, InterruptedException {
        persistently(
                "Upload of " + file.output().path(),
                report,
                () -> {
                    client.upload(base, lease, file);
                    return file;
                });
    }

    private SealReceipt seal(String base, Lease lease, List<HashedFile> files, AttemptReport report)
            throws LimitExceededException, PublishFailedException, InterruptedException {
        String digest = ArtifactManifest.digest(files.stream().map(HashedFile::entry).toList());
        SealRequest request = new SealRequest(files.size(), digest);
        return persistently("Seal", report, () -> client.seal(base, lease, request));
    }

    private <T> T persistently(String what, AttemptReport report, Call<T> call)
            throws LimitExceededException, PublishFailedException, InterruptedException {
        BackOff backOff = new BackOff(random);
        boolean told = false;
        while (true) {
            try {
                return call.make();
            } catch (CallFailedException e) {
                if (e.code().equals(ErrorCode.LIMIT_EXCEEDED.name()) || e.status() == TOO_LARGE) {
                    throw new LimitExceededException(what + ": " + e.getMessage());
                }
                if (!e.isTransient()) {
                    throw new PublishFailedException(what + ": " + e.getMessage(), e);
                }
                if (!told) {
                    report.log(LogLevel.WARN, what + " is tried again: " + e.getMessage());
                    told = true;
                }
                pause.pause(backOff.after(e));
            }
        }
    }

    private void checkLimits(List<OutputFile> outputs)
            throws LimitExceededException, PublishFailedException {
        if (outputs.size() > config.maxCount()) {
            throw new LimitExceededException(
                    outputs.size()
                            + " artifacts are more than the "
                            + config.maxCount()
                            + " allowed");
        }
        long total = 0;
        for (OutputFile output : outputs) {
            long size = size(output);
            total += size;
            if (size > config.maxFileSize().asLongValue()) {
                throw new LimitExceededException(
                        "The artifact "
                                + output.path()
                                + " is larger than the "
                                + config.maxFileSize().asLongValue()
                                + " bytes allowed");
            }
        }
        if (total > config.maxTotalSize().asLongValue()) {
            throw new LimitExceededException(
                    "The artifacts have "
                            + total
                            + " bytes, more than the "
                            + config.maxTotalSize().asLongValue()
                            + " allowed");
        }
    }

    private static long size(OutputFile output) throws PublishFailedException {
        try {
            return Files.size(output.file());
        } catch (IOException e) {
            throw new PublishFailedException("The output " + output.path() + " can't be read", e);
        }
    }

    private static HashedFile hash(OutputFile output) throws PublishFailedException {
        try {
            return HashedFile.of(output);
        } catch (IOException e) {
            throw new PublishFailedException("The output " + output.path() + " can't be read", e);
        }
    }

    private static PublishFailedException rethrow(Throwable cause)
            throws LimitExceededException, PublishFailedException, InterruptedException {
        if (cause instanceof LimitExceededException e) {
            throw e;
        }
        if (cause instanceof InterruptedException e) {
            throw e;
        }
        return cause instanceof PublishFailedException e
                ? e
                : new PublishFailedException("The outputs can't be stored: " + cause, cause);
    }

    private interface Step<T, R> {
        R take(T one) throws Exception;
    }

    /** A call that may be repeated. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws CallFailedException, InterruptedException;
    }
}
